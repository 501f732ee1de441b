/* SPDX-License-Identifier: MIT */
/* Timers of timer_create, in virtual time: the kernel never hears of them. When one is due its
 * signal is in flight, to the process or, for the C library's own helper, to one thread. They end
 * with their process and aren't inherited. */
#include "director/calls.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

enum { SECOND = 1000000000, NOTIFY_NONE = 1, NOTIFY_THREAD_ID = 4 };

struct event { /* struct sigevent, as the kernel has it */
    uint64_t value;
    int signal, notify, thread;
};

static void announce(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
}

static struct posix_timer *timer_of(struct director *director, const struct live_task *task)
{
    uint64_t id = task->call.args[0];
    bool known = id < POSIX_TIMERS && director->timers[id].used &&
                 director->timers[id].process == task->process;
    return known ? &director->timers[id] : NULL;
}

static int64_t create(struct director *director, struct live_task *task)
{
    struct event event = {.signal = SIGALRM};
    int id = 0;
    while (id < POSIX_TIMERS && director->timers[id].used)
        id++;
    if (id == POSIX_TIMERS)
        return -EAGAIN;
    uint64_t in = task->call.args[1], out = task->call.args[2];
    event.value = (uint64_t)id;
    if ((in && task_read(task->os, in, &event, sizeof event) != sizeof event) ||
        task_write(task->os, out, &id, sizeof id) != sizeof id)
        return -EFAULT;
    struct live_task *thread = event.notify == NOTIFY_THREAD_ID
                                   ? task_by_thread(director, event.thread)
                                   : &director->tasks[process_of(director, task)->leader];
    director->timers[id] =
        (struct posix_timer){.used = true,
                             .process = task->process,
                             .clock = (int)task->call.args[0],
                             .due = NEVER,
                             .silent = event.notify == NOTIFY_NONE,
                             .flight = {.target = thread ? thread->index : task->index,
                                        .sender = task->index,
                                        .signal = event.signal,
                                        .for_thread = event.notify == NOTIFY_THREAD_ID,
                                        .value = event.value}};
    return 0;
}

static struct timespec split(uint64_t length)
{
    return (struct timespec){(time_t)(length / SECOND), (long)(length % SECOND)};
}

static int64_t tell(const struct director *director, const struct live_task *task,
                    const struct posix_timer *timer, uint64_t out)
{
    uint64_t rest = timer->due == NEVER ? 0 : timer->due - director->now;
    struct itimerspec now = {split(timer->interval), split(rest)};
    return !out || task_write(task->os, out, &now, sizeof now) == sizeof now ? 0 : -EFAULT;
}

static int64_t set(struct director *director, struct live_task *task, struct posix_timer *timer)
{
    struct itimerspec new;
    if (task_read(task->os, task->call.args[2], &new, sizeof new) != sizeof new ||
        tell(director, task, timer, task->call.args[3]) < 0)
        return -EFAULT;
    bool armed = new.it_value.tv_sec || new.it_value.tv_nsec;
    bool absolute = task->call.args[1] & TIMER_ABSTIME;
    timer->interval =
        (uint64_t) new.it_interval.tv_sec *SECOND + (uint64_t) new.it_interval.tv_nsec;
    timer->due = armed ? due_at(director, &new.it_value, absolute, timer->clock) : NEVER;
    return 0;
}

static int64_t carry_out(struct director *director, struct live_task *task)
{
    if (task->call.nr == SYS_timer_create)
        return create(director, task);
    struct posix_timer *timer = timer_of(director, task);
    if (!timer)
        return -EINVAL;
    switch (task->call.nr) {
    case SYS_timer_settime:
        return set(director, task, timer);
    case SYS_timer_gettime:
        return tell(director, task, timer, task->call.args[1]);
    case SYS_timer_delete:
        *timer = (struct posix_timer){0};
        return 0;
    default:
        return 0; /* no expiration was overrun: time stands still until the signal is handled */
    }
}

static void perform(struct director *director, struct live_task *task)
{
    int64_t result = carry_out(director, task);
    record_step(director, task, result);
    grant_answer(director, task, result);
}

const struct call_class call_posix_timer = {announce, NULL, perform, NULL};

uint64_t posix_timers_due(const struct director *director)
{
    uint64_t due = NEVER;
    for (int i = 0; i < POSIX_TIMERS; i++) {
        const struct posix_timer *timer = &director->timers[i];
        if (timer->used && timer->due < due && !director->processes[timer->process].ended)
            due = timer->due;
    }
    return due;
}

void posix_timers_expire(struct director *director)
{
    for (int i = 0; i < POSIX_TIMERS; i++) {
        struct posix_timer *timer = &director->timers[i];
        if (!timer->used || timer->due > director->now || director->processes[timer->process].ended)
            continue;
        if (!timer->silent)
            signal_send(director, timer->flight);
        timer->due = timer->interval ? director->now + timer->interval : NEVER;
    }
}
