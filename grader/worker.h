/* SPDX-License-Identifier: MIT */
/* One worker process, seen from both of its ends. */
#ifndef GRADER_WORKER_H
#define GRADER_WORKER_H

#include "job.h"

#include <stdbool.h>
#include <sys/types.h>

enum { NO_JOB = -1 };

struct worker {
    pid_t process; /* 0: none */
    int channel;   /* a socket to it */
    long job;      /* that it has; NO_JOB when idle */
};

/* Starts a worker that waits for jobs, on the slot-th CPU that this process may use. */
MUST_CHECK int worker_start(struct worker *worker, size_t slot, const struct job_class *class,
                            void *context, struct error *err);

/* Gives it a job. A worker that has died already is noticed by worker_collect. */
void worker_give(struct worker *worker, size_t index);

/* Takes the answer to its job; false when it died instead: then *death says how, and the worker is
 * gone. */
bool worker_collect(struct worker *worker, struct text *reply, struct text *death);

/* Tells an idle worker to end, and waits for it; one that is at work is killed. */
void worker_stop(struct worker *worker);

#endif
