/* SPDX-License-Identifier: MIT */
/* Waiting for several descriptors. The director asks its own duplicates; when one is ready, the
 * kernel answers the task at once; when the deadline passes in virtual time, the director does. */
#include "director/calls.h"
#include "director/delivery.h"
#include "director/readiness.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>

enum { MOST = 256, MILLISECOND = 1000000, WORDS = FD_SETSIZE / 64 };

static void deadline_from_ms(struct director *director, struct live_task *task, int ms)
{
    if (ms < 0)
        return;
    struct timespec limit = {ms / 1000, ms % 1000 * (long)MILLISECOND};
    set_deadline(director, task, &limit, false, CLOCK_MONOTONIC);
}

static void deadline_from_memory(struct director *director, struct live_task *task,
                                 uint64_t address, bool micro)
{
    struct timespec limit;
    if (!address || task_read(task->os, address, &limit, sizeof limit) != sizeof limit)
        return;
    if (micro)
        limit.tv_nsec *= 1000;
    set_deadline(director, task, &limit, false, CLOCK_MONOTONIC);
}

static bool waits_at_most(const struct live_task *task)
{
    return task->deadline != NEVER;
}

static void announce_poll(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    if (task->call.nr == SYS_poll)
        deadline_from_ms(director, task, (int)task->call.args[2]);
    else
        deadline_from_memory(director, task, task->call.args[2], false);
    task->announced.yields = waits_at_most(task);
}

static size_t entries_of(const struct live_task *task, struct pollfd *entries)
{
    size_t count = task->call.args[1] < MOST ? (size_t)task->call.args[1] : MOST;
    ssize_t size = (ssize_t)(count * sizeof *entries);
    return task_read(task->os, task->call.args[0], entries, (size_t)size) == size ? count : 0;
}

/* What the call will return, with the kernel's own count of what is ready. A mask that comes with
 * the call may let a signal in: then it is interrupted, unless something is ready. */
static void continue_with(struct director *director, struct live_task *task, size_t ready)
{
    record_step(director, task, ready ? (int64_t)ready : -EINTR);
    grant_continue(director, task);
}

static void answer_none(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    grant_answer(director, task, 0);
}

static size_t poll_finds(struct director *director, struct live_task *task)
{
    struct pollfd entries[MOST];
    size_t count = entries_of(task, entries), ready = 0;
    for (size_t i = 0; i < count; i++)
        ready += entries[i].fd >= 0 &&
                 descriptor_ready(director, task, entries[i].fd, entries[i].events);
    return ready;
}

static bool poll_ready(struct director *director, struct live_task *task)
{
    return poll_finds(director, task) || deadline_passed(director, task) ||
           delivery_interrupts(director, task);
}

static void perform_poll(struct director *director, struct live_task *task)
{
    continue_with(director, task, poll_finds(director, task));
}

static void expire_poll(struct director *director, struct live_task *task)
{
    if (poll_finds(director, task)) { /* ready after all */
        perform_poll(director, task);
        return;
    }
    struct pollfd entries[MOST];
    size_t count = entries_of(task, entries);
    for (size_t i = 0; i < count; i++)
        entries[i].revents = 0;
    task_write(task->os, task->call.args[0], entries, count * sizeof *entries);
    answer_none(director, task);
}

const struct call_class call_poll = {announce_poll, poll_ready, perform_poll, expire_poll};

static void announce_select(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    deadline_from_memory(director, task, task->call.args[4], task->call.nr == SYS_select);
    task->announced.yields = waits_at_most(task);
}

/* How many bits select would leave set; what it takes for ready isn't the same in each set. */
static size_t select_finds(struct director *director, struct live_task *task)
{
    static const struct {
        short asked, counts;
    } sets[3] = {
        {POLLIN, POLLIN | POLLHUP | POLLERR}, {POLLOUT, POLLOUT | POLLERR}, {POLLPRI, POLLPRI}};
    size_t count = task->call.args[0] < FD_SETSIZE ? (size_t)task->call.args[0] : FD_SETSIZE;
    size_t found = 0;
    for (int set = 0; set < 3; set++) {
        uint64_t words[WORDS] = {0};
        uint64_t address = task->call.args[1 + set];
        if (!address || task_read(task->os, address, words, (count + 63) / 64 * 8) < 0)
            continue;
        for (size_t fd = 0; fd < count; fd++)
            if (words[fd / 64] >> (fd % 64) & 1)
                found += (descriptor_ready(director, task, (int)fd, sets[set].asked) &
                          (sets[set].counts | POLLNVAL)) != 0;
    }
    return found;
}

static bool select_ready(struct director *director, struct live_task *task)
{
    return deadline_passed(director, task) || select_finds(director, task) ||
           delivery_interrupts(director, task);
}

static void perform_select(struct director *director, struct live_task *task)
{
    continue_with(director, task, select_finds(director, task));
}

static void expire_select(struct director *director, struct live_task *task)
{
    if (select_finds(director, task)) {
        perform_select(director, task);
        return;
    }
    static const uint64_t none[WORDS];
    size_t count = task->call.args[0] < FD_SETSIZE ? (size_t)task->call.args[0] : FD_SETSIZE;
    for (int set = 0; set < 3; set++)
        if (task->call.args[1 + set])
            task_write(task->os, task->call.args[1 + set], none, (count + 63) / 64 * 8);
    answer_none(director, task);
}

const struct call_class call_select = {announce_select, select_ready, perform_select,
                                       expire_select};

static void announce_epoll(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    deadline_from_ms(director, task, (int)task->call.args[3]);
    task->announced.yields = waits_at_most(task);
}

static size_t epoll_finds(struct director *director, struct live_task *task)
{
    size_t ready = epoll_ready_count(director, task, (int)task->call.args[0]);
    size_t most = (size_t)task->call.args[2];
    return ready < most ? ready : most;
}

static bool epoll_ready(struct director *director, struct live_task *task)
{
    return deadline_passed(director, task) || epoll_finds(director, task) ||
           delivery_interrupts(director, task);
}

static void perform_epoll(struct director *director, struct live_task *task)
{
    continue_with(director, task, epoll_finds(director, task));
}

static void expire_epoll(struct director *director, struct live_task *task)
{
    if (epoll_finds(director, task))
        perform_epoll(director, task);
    else
        answer_none(director, task);
}

const struct call_class call_epoll = {announce_epoll, epoll_ready, perform_epoll, expire_epoll};
