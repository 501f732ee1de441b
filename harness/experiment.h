/* SPDX-License-Identifier: MIT */
/* An experiment: one program, one scenario, many schedules, several checks. The one place that
 * joins sandbox, director, exploration and oracles; everything above speaks to the harness through
 * it. */
#ifndef HARNESS_EXPERIMENT_H
#define HARNESS_EXPERIMENT_H

#include "base/error.h"
#include "build/build.h"
#include "contract/failure.h"
#include "contract/limits.h"
#include "contract/run.h"
#include "oracle.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct observer { /* told after each schedule; a NULL function: nobody is */
    void (*ran)(void *context, uint64_t schedules);
    void *context;
};

struct scenario {
    const char *id;
    const char *const *arguments; /* argv[1..] */
    size_t argument_count;
    const struct sandbox_file *files;
    size_t file_count;
    const char *input; /* standard input; NULL: empty */
    size_t input_size;
    bool tools;      /* the machine's own programs (/bin/sh ...) may be executed */
    unsigned faults; /* enum fault bits */
    struct limits limits;
    const char *strategy; /* "portfolio" when NULL */
    uint64_t budget;      /* schedules */
    const bool *accepted; /* exit statuses of the program that are no failure; NULL: all */
    bool stops_at_first;  /* one failed check ends the experiment */
    struct observer observer;
};

enum check_state {
    CHECK_PASS,
    CHECK_FAIL,
    CHECK_INCONCLUSIVE, /* the guard fired, or a failure didn't repeat: message says which */
};

struct evidence {
    uint64_t schedules;
    uint64_t first_failure; /* number of the schedule, from 1; 0: none */
    bool exhaustive;
    long preemption_bound; /* -1: none */
    char strategy[24];     /* that found the failure, or that was run */
    char *statement;       /* one honest sentence */
};

struct failure_record {
    enum failure_kind kind;
    char *schedule; /* text form */
    uint32_t preemptions;
    size_t blamed[2]; /* step indices (from 0) into run.steps: what the check pointed at */
    size_t blamed_count;
    size_t critical[2]; /* likewise: the two whose order decides, else those blamed */
    size_t critical_count;
    struct run run; /* the confirmed run, with locations */
};

struct check_report {
    const char *id; /* the oracle's */
    enum check_state state;
    char *message; /* NULL for a pass */
    struct evidence evidence;
    struct failure_record *failure; /* NULL unless failed */
};

struct finding { /* what an instructor may want to know although no check asked */
    char *kind;  /* "data-race", "zombie", "orphan", "uncontrolled", … */
    char *message;
    struct location locations[2];
    size_t location_count;
};

struct experiment_report {
    struct check_report *checks; /* as many as were asked for, in that order */
    size_t check_count;
    struct finding *findings; /* sorted by kind and message, each once */
    size_t finding_count;
    uint64_t schedules;
    double cpu_seconds, wall_seconds;
    uint64_t peak_memory; /* bytes */
};

/* A built submission, ready to be run: its ELF and debug information. */
struct program;
/* The linked ELF; *size of it. Belongs to the program. */
const char *program_elf(const struct program *program, size_t *size);
struct program *program_new(const struct build_result *build); /* copies what it needs */
void program_free(struct program *program);

/* Runs `scenario` under up to budget schedules, judges each with `checks` (count of them), stops
 * early once every check has failed. Each failure was seen twice. Errors are the grader's or the
 * machine's, never the student's. */
MUST_CHECK int experiment_run(const struct program *program, const struct scenario *scenario,
                              const struct oracle_check *checks, size_t count, uint64_t seed,
                              struct experiment_report *report, struct error *err);
void experiment_report_clear(struct experiment_report *report);

/* Judges a run again: fills one verdict per check. */
void experiment_judge(const struct run *run, const struct scenario *scenario,
                      const struct oracle_check *checks, size_t count, struct verdict *verdicts);

#endif
