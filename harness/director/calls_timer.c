/* SPDX-License-Identifier: MIT */
/* Timers: alarm and the real-time interval timer, which share one deadline per process, as in the
 * kernel. When it is due a SIGALRM is in flight, sent by the process to itself. */
#include "director/calls.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

enum { SECOND = 1000000000 };

static void announce(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
}

static uint64_t remaining(const struct director *director, const struct live_process *process)
{
    return process->alarm == NEVER ? 0 : process->alarm - director->now;
}

static void set_alarm(struct director *director, struct live_process *process, uint64_t length,
                      uint64_t interval)
{
    process->alarm = length ? director->now + length : NEVER;
    process->alarm_interval = interval;
}

static void perform_alarm(struct director *director, struct live_task *task)
{
    struct live_process *process = process_of(director, task);
    int64_t left = (int64_t)((remaining(director, process) + SECOND - 1) / SECOND);
    set_alarm(director, process, (uint64_t)(uint32_t)task->call.args[0] * SECOND, 0);
    task->announced.argument = (int64_t)(uint32_t)task->call.args[0];
    record_step(director, task, left);
    grant_answer(director, task, left);
}

const struct call_class call_alarm = {announce, NULL, perform_alarm, NULL};

static uint64_t nanoseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_usec * 1000;
}

static struct timeval split(uint64_t length)
{
    return (struct timeval){(time_t)(length / SECOND), (suseconds_t)(length % SECOND / 1000)};
}

static int64_t set_interval(struct director *director, struct live_task *task)
{
    struct live_process *process = process_of(director, task);
    struct itimerval new,
        old = {split(process->alarm_interval), split(remaining(director, process))};
    uint64_t in = task->call.args[1], out = task->call.args[2];
    if (task_read(task->os, in, &new, sizeof new) != sizeof new)
        return -EFAULT;
    if (out && task_write(task->os, out, &old, sizeof old) != sizeof old)
        return -EFAULT;
    set_alarm(director, process, nanoseconds(new.it_value), nanoseconds(new.it_interval));
    return 0;
}

static void perform_interval(struct director *director, struct live_task *task)
{
    if (task->call.args[0] != ITIMER_REAL) { /* CPU time is the guard's */
        perform_continue(director, task);
        return;
    }
    int64_t result = set_interval(director, task);
    record_step(director, task, result);
    grant_answer(director, task, result);
}

const struct call_class call_interval = {announce, NULL, perform_interval, NULL};

void timers_expire(struct director *director)
{
    posix_timers_expire(director);
    timer_descriptors_expire(director);
    for (size_t i = 0; i < director->process_count; i++) {
        struct live_process *process = &director->processes[i];
        if (process->ended || process->alarm > director->now)
            continue;
        signal_send(director, (struct flight){
                                  .target = process->leader,
                                  .sender = process->leader,
                                  .signal = SIGALRM,
                              });
        process->alarm = process->alarm_interval ? director->now + process->alarm_interval : NEVER;
    }
}
