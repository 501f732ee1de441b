/* SPDX-License-Identifier: MIT */
/* The two ways to let a held task go on. Each ends its announced call and leaves it RUNNING; a call
 * that vanished meanwhile (its task died or was interrupted) is no error: the next report tells. */
#include "director/grant.h"
#include "director/state.h"

#include <assert.h>

static void leave(struct director *director, struct live_task *task)
{
    assert(task->state == TASK_PENDING); /* I2 */
    task->state = TASK_RUNNING;
    task->deadline = NEVER;
    task->done = 0;
    task->woken = false;
    task->waited = false;
    if (director->flight_count)
        signal_arrives(director, task);
}

void grant_answer(struct director *director, struct live_task *task, int64_t value)
{
    leave(director, task);
    transport_answer(director->target.listener, task->id, value);
}

void grant_continue(struct director *director, struct live_task *task)
{
    leave(director, task);
    transport_continue(director->target.listener, task->id);
}
