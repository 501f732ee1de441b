/* SPDX-License-Identifier: MIT */
/* Timers of timerfd_create, in virtual time. What the task gets is an eventfd, which reads as a
 * timer does: the number of expirations since the last read, waiting while there is none. We keep a
 * duplicate and add to it when the timer is due. The task's descriptor is found again by the number
 * that the kernel gives each eventfd.
 *
 * One that has expired and wasn't read yet has nothing new to tell anybody: it doesn't move the
 * clock, else a periodic timer would hide every deadlock. Whatever moves the clock lets it catch
 * up. */
#define _GNU_SOURCE
#include "director/calls.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { SECOND = 1000000000 };

static void announce(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
}

static struct timer_descriptor *unused(struct director *director)
{
    for (int i = 0; i < TIMER_DESCRIPTORS; i++)
        if (director->timer_descriptors[i].event < 0)
            return &director->timer_descriptors[i];
    return NULL;
}

static int64_t create(struct director *director, struct live_task *task)
{
    struct timer_descriptor *timer = unused(director);
    int flags = (int)task->call.args[1];
    if (!timer)
        return -EMFILE;
    if (flags & ~(TFD_CLOEXEC | TFD_NONBLOCK))
        return -EINVAL;
    int event = eventfd(0, EFD_CLOEXEC | (flags & TFD_NONBLOCK ? EFD_NONBLOCK : 0));
    if (event < 0)
        return -errno;
    int given = transport_give(director->target.listener, task->id, event, flags & TFD_CLOEXEC);
    if (given < 0) {
        close(event);
        return given;
    }
    *timer =
        (struct timer_descriptor){.event = event, .clock = (int)task->call.args[0], .due = NEVER};
    return given;
}

static struct timer_descriptor *timer_of(struct director *director, const struct live_task *task)
{
    cleanup_fd int copy =
        descriptor_copy(process_of(director, task)->pidfd, (int)task->call.args[0]);
    long number = copy < 0 ? -1 : event_number(copy);
    for (int i = 0; number >= 0 && i < TIMER_DESCRIPTORS; i++)
        if (director->timer_descriptors[i].event >= 0 &&
            event_number(director->timer_descriptors[i].event) == number)
            return &director->timer_descriptors[i];
    return NULL;
}

static struct timespec split(uint64_t length)
{
    return (struct timespec){(time_t)(length / SECOND), (long)(length % SECOND)};
}

static int64_t tell(const struct director *director, const struct live_task *task,
                    const struct timer_descriptor *timer, uint64_t out)
{
    uint64_t rest = timer->due == NEVER ? 0 : timer->due - director->now;
    struct itimerspec now = {split(timer->interval), split(rest)};
    return !out || task_write(task->os, out, &now, sizeof now) == sizeof now ? 0 : -EFAULT;
}

static bool unread(const struct timer_descriptor *timer)
{
    return descriptor_polls(timer->event, POLLIN) != 0;
}

static int64_t set(struct director *director, struct live_task *task,
                   struct timer_descriptor *timer)
{
    struct itimerspec new;
    uint64_t expired;
    if (task_read(task->os, task->call.args[2], &new, sizeof new) != sizeof new ||
        tell(director, task, timer, task->call.args[3]) < 0)
        return -EFAULT;
    if (unread(timer) && read(timer->event, &expired, sizeof expired) < 0)
        return -errno;
    bool armed = new.it_value.tv_sec || new.it_value.tv_nsec;
    bool absolute = task->call.args[1] & TFD_TIMER_ABSTIME;
    timer->interval =
        (uint64_t) new.it_interval.tv_sec *SECOND + (uint64_t) new.it_interval.tv_nsec;
    timer->due = armed ? due_at(director, &new.it_value, absolute, timer->clock) : NEVER;
    return 0;
}

static int64_t carry_out(struct director *director, struct live_task *task)
{
    if (task->call.nr == SYS_timerfd_create)
        return create(director, task);
    struct timer_descriptor *timer = timer_of(director, task);
    if (!timer)
        return -EINVAL;
    return task->call.nr == SYS_timerfd_settime ? set(director, task, timer)
                                                : tell(director, task, timer, task->call.args[1]);
}

static void perform(struct director *director, struct live_task *task)
{
    int64_t result = carry_out(director, task);
    record_step(director, task, result);
    timer_descriptors_expire(director); /* one set to a moment that has passed */
    grant_answer(director, task, result);
}

const struct call_class call_timer_descriptor = {announce, NULL, perform, NULL};

uint64_t timer_descriptors_due(const struct director *director)
{
    uint64_t due = NEVER;
    for (int i = 0; i < TIMER_DESCRIPTORS; i++) {
        const struct timer_descriptor *timer = &director->timer_descriptors[i];
        if (timer->event >= 0 && timer->due < due && !unread(timer))
            due = timer->due;
    }
    return due;
}

static void expire(const struct director *director, struct timer_descriptor *timer)
{
    uint64_t late = director->now - timer->due;
    uint64_t times = 1 + (timer->interval ? late / timer->interval : 0);
    if (write(timer->event, &times, sizeof times) < 0)
        return; /* nobody has read for 2^64 expirations */
    timer->due = timer->interval ? timer->due + times * timer->interval : NEVER;
}

void timer_descriptors_expire(struct director *director)
{
    for (int i = 0; i < TIMER_DESCRIPTORS; i++) {
        struct timer_descriptor *timer = &director->timer_descriptors[i];
        if (timer->event >= 0 && timer->due <= director->now)
            expire(director, timer);
    }
}

void timer_descriptors_clear(struct director *director)
{
    for (int i = 0; i < TIMER_DESCRIPTORS; i++) {
        if (director->timer_descriptors[i].event >= 0)
            close(director->timer_descriptors[i].event);
        director->timer_descriptors[i].event = -1;
    }
}
