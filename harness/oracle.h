/* SPDX-License-Identifier: MIT */
/* What an assignment's checks see of a run, and how they answer.
 *
 * An oracle is a C file that defines `oracle_checks`: one small function per check, called once for
 * every finished run. It must be a function of the run alone: no clock, no state between runs.
 *
 *     static void no_oversell(const struct oracle *oracle, struct verdict *verdict) { … }
 *     const struct oracle_check oracle_checks[] = {{"no-oversell", no_oversell}, {0}};
 */
#ifndef HARNESS_ORACLE_H
#define HARNESS_ORACLE_H

#include "contract/failure.h"
#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>

struct oracle_line {
    uint32_t task;    /* who completed the line */
    uint32_t process; /* first task of its process */
    size_t begin;     /* index into run->steps of the write that began it */
    size_t step;      /* index into run->steps of the write that completed it */
    uint64_t time;    /* virtual nanoseconds */
    bool complete;    /* false: the process ended before the newline */
    const char *text; /* without the newline; NUL bytes shown as "\x00" */
};

struct oracle {
    const struct run *run;
    const char *scenario;            /* its id */
    char *const *arguments;          /* argv[1..], ends with NULL */
    unsigned faults;                 /* enum fault bits that were on */
    const struct oracle_line *lines; /* standard output of all processes, in order of completion */
    size_t line_count;
    const struct oracle_line *errors; /* standard error likewise */
    size_t error_count;
    const bool *accepted; /* by exit status (256 of them): which are no failure; NULL: all */
};

struct verdict {
    bool failed;
    bool silent; /* failed only for want of an end: counts if no run of the scenario says more */
    enum failure_kind kind;
    size_t steps[2]; /* indices into run->steps that decide it, earlier first */
    size_t step_count;
    char message[512]; /* one sentence for a student */
};

struct oracle_check {
    const char *id;
    void (*judge)(const struct oracle *oracle, struct verdict *verdict);
};

extern const struct oracle_check oracle_checks[]; /* defined by each oracle.c; ends with {0} */

/* Makes what a check sees of `run`. The lines are pieced together per process, so that a line that
 * a program writes in several pieces stays whole; run, scenario and arguments (NULL: none) must
 * outlive the oracle. */
void oracle_open(struct oracle *oracle, const struct run *run, const char *scenario,
                 char *const *arguments, unsigned faults);
void oracle_close(struct oracle *oracle);

/* The first call decides; later ones for the same verdict are ignored. The steps are those that
 * decide it, in any order. */
void fail(struct verdict *verdict, enum failure_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void fail_at(struct verdict *verdict, enum failure_kind kind, size_t step, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void fail_between(struct verdict *verdict, enum failure_kind kind, const size_t steps[2],
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Fails with the fitting kind when the run didn't come to its end by itself (deadlock, livelock,
 * step limit, resource limit); true if it did. */
bool oracle_completed(const struct oracle *oracle, struct verdict *verdict);

/* The same for a check that isn't about the end itself: a run that never came so far says nothing
 * for or against it. So it fails only when no run of the scenario came so far; that some runs have
 * no end is another check's to say, by oracle_completed. */
bool oracle_tells(const struct oracle *oracle, struct verdict *verdict);

/* Argument `index` (from 0) as a number; 0 when it isn't there. */
long oracle_argument(const struct oracle *oracle, size_t index);

/* What a step touched ("tickets.txt", "pipe 1") and what it read, wrote or noted. */
const char *oracle_object(const struct oracle *oracle, const struct step *step);
const char *oracle_bytes(const struct oracle *oracle, const struct step *step);

#endif
