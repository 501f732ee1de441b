/* SPDX-License-Identifier: MIT */
/* A run as a list of readable steps: what results.json and the text view show of it. Pure. */
#ifndef GRADER_TRACE_H
#define GRADER_TRACE_H

#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>

struct trace_step {
    size_t number; /* from 1 */
    double time;   /* virtual seconds */
    uint32_t task;
    const char *process;   /* path of the task */
    const char *operation; /* its name */
    char *object;          /* printable; "" if it has none */
    char *result;          /* printable */
    struct location where;
    bool critical; /* one of the steps that decide the verdict */
};

struct trace {
    struct trace_step *steps;
    size_t count;
    size_t omitted; /* steps of the run that were left out */
};

/* The run's steps, at most `most` of them: of a longer run the beginning, the end, and what lies
 * around the critical steps (indices into run->steps) are kept. Refers to the run. */
void trace_build(const struct run *run, const size_t *critical, size_t critical_count, size_t most,
                 struct trace *trace);
void trace_clear(struct trace *trace);

/* Where a student should look: the last critical step in known source, else, if `anywhere`, the
 * last such step of all. */
struct location trace_location(const struct run *run, const size_t *critical, size_t count,
                               bool anywhere);

#endif
