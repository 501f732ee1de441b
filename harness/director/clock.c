/* SPDX-License-Identifier: MIT */
/* Virtual time. It stands still while anybody can run, and then moves to the next moment at which
 * something is due: a deadline, an alarm, a timer. Who goes on and on without ever waiting can't
 * hold it for ever: after a bounded number of steps it moves all the same. */
#include "director/clock.h"
#include "director/calls.h"
#include "director/futex.h"
#include "director/take.h"

#include <assert.h>

enum { BUSY_LIMIT = 1000 };

uint64_t next_due(const struct director *director)
{
    uint64_t due = posix_timers_due(director), descriptors = timer_descriptors_due(director);
    if (descriptors < due)
        due = descriptors;
    for (size_t i = 0; i < director->run->task_count; i++) {
        const struct live_task *task = &director->tasks[i];
        bool waits = task->state == TASK_PENDING || task->state == TASK_QUEUED;
        if (waits && task->deadline > director->now && task->deadline < due)
            due = task->deadline;
    }
    for (size_t i = 0; i < director->process_count; i++)
        if (!director->processes[i].ended && director->processes[i].alarm < due)
            due = director->processes[i].alarm;
    return due;
}

bool move_clock(struct director *director)
{
    uint64_t due = next_due(director);
    if (due == NEVER)
        return false;
    assert(due >= director->now); /* I5 */
    director->now = due;
    for (size_t i = 0; i < director->run->task_count; i++)
        director->tasks[i].busy = 0;
    futex_expire(director);
    timers_expire(director);
    if (due > director->limits.virtual_time)
        end_run(director, RUN_STEP_LIMIT, "it was still running after %llu seconds of its time",
                (unsigned long long)(director->limits.virtual_time / 1000000000));
    return true;
}

bool let_time_pass(struct director *director)
{
    const struct option clock = {.kind = CHOICE_CLOCK,
                                 .task = director->current,
                                 .operation = OPERATION_TIME_PASSES,
                                 .access = ACCESS_WRITE};
    note_taken(director, &clock);
    return move_clock(director);
}

void free_the_clock(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].busy >= BUSY_LIMIT) {
            let_time_pass(director);
            return;
        }
}
