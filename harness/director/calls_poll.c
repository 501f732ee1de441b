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

enum { MOST = 64, MILLISECOND = 1000000, WORDS = FD_SETSIZE / 64 };

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

static bool poll_ready(struct director *director, struct live_task *task)
{
    struct pollfd entries[MOST];
    size_t count = entries_of(task, entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].fd >= 0 &&
            descriptor_ready(director, task, entries[i].fd, entries[i].events))
            return true;
    return deadline_passed(director, task) || delivery_interrupts(director, task);
}

static void answer_none(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    grant_answer(director, task, 0);
}

static void expire_poll(struct director *director, struct live_task *task)
{
    struct pollfd entries[MOST];
    size_t count = entries_of(task, entries);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].fd >= 0 &&
            descriptor_ready(director, task, entries[i].fd, entries[i].events)) {
            perform_continue(director, task); /* ready after all */
            return;
        }
        entries[i].revents = 0;
    }
    task_write(task->os, task->call.args[0], entries, count * sizeof *entries);
    answer_none(director, task);
}

const struct call_class call_poll = {announce_poll, poll_ready, perform_continue, expire_poll};

static void announce_select(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    deadline_from_memory(director, task, task->call.args[4], task->call.nr == SYS_select);
    task->announced.yields = waits_at_most(task);
}

static bool select_finds(struct director *director, struct live_task *task)
{
    static const short events[3] = {POLLIN, POLLOUT, POLLPRI};
    size_t count = task->call.args[0] < FD_SETSIZE ? (size_t)task->call.args[0] : FD_SETSIZE;
    for (int set = 0; set < 3; set++) {
        uint64_t words[WORDS] = {0};
        uint64_t address = task->call.args[1 + set];
        if (!address || task_read(task->os, address, words, (count + 63) / 64 * 8) < 0)
            continue;
        for (size_t fd = 0; fd < count; fd++)
            if (words[fd / 64] >> (fd % 64) & 1 &&
                descriptor_ready(director, task, (int)fd, events[set]))
                return true;
    }
    return false;
}

static bool select_ready(struct director *director, struct live_task *task)
{
    return deadline_passed(director, task) || select_finds(director, task) ||
           delivery_interrupts(director, task);
}

static void expire_select(struct director *director, struct live_task *task)
{
    if (select_finds(director, task)) {
        perform_continue(director, task);
        return;
    }
    static const uint64_t none[WORDS];
    size_t count = task->call.args[0] < FD_SETSIZE ? (size_t)task->call.args[0] : FD_SETSIZE;
    for (int set = 0; set < 3; set++)
        if (task->call.args[1 + set])
            task_write(task->os, task->call.args[1 + set], none, (count + 63) / 64 * 8);
    answer_none(director, task);
}

const struct call_class call_select = {announce_select, select_ready, perform_continue,
                                       expire_select};

static void announce_epoll(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    deadline_from_ms(director, task, (int)task->call.args[3]);
    task->announced.yields = waits_at_most(task);
}

static bool epoll_ready(struct director *director, struct live_task *task)
{
    return deadline_passed(director, task) ||
           descriptor_ready(director, task, (int)task->call.args[0], POLLIN) ||
           delivery_interrupts(director, task);
}

static void expire_epoll(struct director *director, struct live_task *task)
{
    if (descriptor_ready(director, task, (int)task->call.args[0], POLLIN))
        perform_continue(director, task);
    else
        answer_none(director, task);
}

const struct call_class call_epoll = {announce_epoll, epoll_ready, perform_continue, expire_epoll};
