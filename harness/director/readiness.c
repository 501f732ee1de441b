/* SPDX-License-Identifier: MIT */
/* Is a descriptor ready? The director polls its own duplicate: everybody is held, so the answer is
 * stable. Two kinds must be asked otherwise, for the kernel answers by who asks:
 *   a signalfd  is ready when the task itself holds a signal of its mask;
 *   an epoll    must not even be asked where a signalfd is among what it watches: finding nothing
 *               for us, it would forget that there is something for the task. So each of what it
 *               watches is asked.
 * What they watch is in the duplicate's fdinfo. */
#define _GNU_SOURCE
#include "director/readiness.h"
#include "director/delivery.h"
#include "director/signal_mask.h"
#include "director/state.h"

#include "base/scope.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WATCHABLE = POLLIN | POLLPRI | POLLOUT, WATCHED = 1024 };

static FILE *information(int copy)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", copy);
    return fopen(path, "re");
}

static bool signals_wait(const struct live_task *task, int copy)
{
    char line[128];
    unsigned long long mask = 0;
    cleanup_file FILE *file = information(copy);
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "sigmask: %llx", &mask) == 1)
            break;
    return (signals_held(task) & mask) != 0;
}

static bool is_signals(struct director *director, struct live_task *task, int fd)
{
    const struct descriptor *descriptor = descriptor_of(director, task, fd);
    return descriptor && descriptor->event == EVENT_SIGNALS;
}

struct watched {
    bool signals; /* a signalfd is among them */
    size_t ready;
};

struct entry {
    int fd;
    unsigned events;
};

static int by_number(const void *first, const void *second)
{
    const struct entry *a = first, *b = second;
    return (a->fd > b->fd) - (a->fd < b->fd);
}

/* What an epoll watches, by number: the kernel lists it by addresses of its own, which aren't the
 * same in every run, and things are named in the order of first use. */
static size_t entries_of(int copy, struct entry entries[static WATCHED])
{
    char line[128];
    size_t count = 0;
    cleanup_file FILE *file = information(copy);
    while (file && count < WATCHED && fgets(line, sizeof line, file))
        count +=
            sscanf(line, "tfd: %d events: %x", &entries[count].fd, &entries[count].events) == 2;
    qsort(entries, count, sizeof *entries, by_number);
    return count;
}

/* Asks for each watched descriptor by itself. */
static struct watched look_at_watched(struct director *director, struct live_task *task, int copy)
{
    struct entry entries[WATCHED];
    struct watched watched = {0};
    size_t count = entries_of(copy, entries);
    for (size_t i = 0; i < count; i++) {
        short events = (short)(entries[i].events & WATCHABLE);
        watched.signals |= is_signals(director, task, entries[i].fd);
        watched.ready += descriptor_ready(director, task, entries[i].fd, events) != 0;
    }
    return watched;
}

static short copy_ready(struct director *director, struct live_task *task, int fd, int copy,
                        short events)
{
    const struct descriptor *descriptor = descriptor_of(director, task, fd);
    enum event_kind kind = descriptor ? descriptor->event : EVENT_NONE;
    if (kind == EVENT_SIGNALS)
        return signals_wait(task, copy) ? events & POLLIN : 0;
    struct watched watched = {0};
    if (kind == EVENT_EPOLL)
        watched = look_at_watched(director, task, copy);
    if (watched.signals)
        return watched.ready ? events & POLLIN : 0;
    return descriptor_polls(copy, events);
}

short descriptor_ready(struct director *director, struct live_task *task, int fd, short events)
{
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    return copy < 0 ? POLLNVAL : copy_ready(director, task, fd, copy, events);
}

size_t epoll_ready_count(struct director *director, struct live_task *task, int fd)
{
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    if (copy < 0 || !copy_ready(director, task, fd, copy, POLLIN))
        return 0;
    struct watched watched = look_at_watched(director, task, copy);
    return watched.ready ? watched.ready : 1;
}

/* A socket isn't polled as writable when a quarter of its room is taken; but a sender waits only
 * when all of it is. What is no socket fails the first question. */
static bool has_room(int copy)
{
    int taken, room;
    socklen_t length = sizeof room;
    return ioctl(copy, SIOCOUTQ, &taken) == 0 &&
           getsockopt(copy, SOL_SOCKET, SO_SNDBUF, &room, &length) == 0 && taken < room;
}

bool descriptor_goes_on(struct director *director, struct live_task *task, int fd, short events)
{
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    return copy < 0 || fcntl(copy, F_GETFL) & O_NONBLOCK ||
           copy_ready(director, task, fd, copy, events) || (events & POLLOUT && has_room(copy));
}
