/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_FUTEX_H
#define HARNESS_DIRECTOR_FUTEX_H

#include <stdbool.h>
#include <stdint.h>

/* Waits of a task that end out of nothing: more would show no more, and no search would end. */
enum { UNASKED_ENDS = 2 };

/* Of the system call. */
enum {
    FUTEX_ARGUMENT_COMMAND = 1,
    FUTEX_ARGUMENT_VALUE,
    FUTEX_ARGUMENT_TIMEOUT,
    FUTEX_ARGUMENT_SECOND, /* word */
    FUTEX_ARGUMENT_CHANGE, /* of it */
};

struct director;
struct live_task;

int futex_command(const struct live_task *task); /* without its flags */
/* The object of the futex at an address of the task's. */
uint32_t futex_key(struct director *director, const struct live_task *task, uint64_t address);
/* A QUEUED task becomes PENDING, with its answer. */
void futex_end_wait(struct live_task *task, int64_t answer);
/* Carries out a call that wakes; its result. */
int64_t futex_wake(struct director *director, struct live_task *task);

void futex_recheck(struct director *director); /* after a death */
void futex_expire(struct director *director);  /* after the clock has moved */
/* A wait that may end out of nothing, as the manual has it: not one that a library makes for a
 * semaphore, a lock or a join, which begins anew by itself and shows nothing. */
bool futex_may_wake_spuriously(const struct director *director, const struct live_task *task);
void futex_wake_spuriously(struct live_task *task);
/* Woken for a lock that another has got meanwhile: it would find it taken, and wait again. */
bool futex_wakes_in_vain(const struct director *director, const struct live_task *task);
/* Before a step is taken: remembers whether what comes next may be a library's own wait. */
void futex_note_library(struct live_task *task);

#endif
