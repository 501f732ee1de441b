/* SPDX-License-Identifier: MIT */
/* Numbered jobs, handed out one by one to worker processes, each on a core of its own. */
#ifndef GRADER_JOB_H
#define GRADER_JOB_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct job_class {
    /* In a worker: does job `index` and appends its answer to *reply. */
    void (*work)(void *context, size_t index, struct text *reply);
    /* In the caller, in whatever order jobs end: the answer, or NULL and how the worker died. */
    int (*done)(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err);
};

/* Does `count` jobs with up to `workers` processes. A worker that dies costs the job it had, and
 * another one takes its place. Workers die with this process. Fails when `done` fails or no process
 * can be made. */
MUST_CHECK int jobs_run(const struct job_class *class, void *context, size_t count, size_t workers,
                        struct error *err);

/* Keeps this process, and what it starts, on the core where it is now. */
void jobs_stay(void);

/* The CPUs this process may use. */
size_t jobs_processors(void);

#endif
