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
#include "director/state.h"

#include "base/scope.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WATCHABLE = POLLIN | POLLPRI | POLLOUT };

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
    return (delivery_pending(task) & mask) != 0;
}

static bool is_signals(struct director *director, struct live_task *task, int fd)
{
    const struct descriptor *descriptor = descriptor_of(director, task, fd);
    return descriptor && descriptor->event == EVENT_SIGNALS;
}

enum watched { WATCHES_NO_SIGNALS, WATCHED_NOT_READY, WATCHED_READY };

/* Asks for each watched descriptor by itself, where there is a signalfd among them. */
static enum watched look_at_watched(struct director *director, struct live_task *task, int copy)
{
    char line[128];
    int fd;
    unsigned events;
    bool signals = false, ready = false;
    cleanup_file FILE *file = information(copy);
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "tfd: %d events: %x", &fd, &events) != 2)
            continue;
        signals = signals || is_signals(director, task, fd);
        ready = ready || descriptor_ready(director, task, fd, (short)(events & WATCHABLE));
    }
    return !signals ? WATCHES_NO_SIGNALS : ready ? WATCHED_READY : WATCHED_NOT_READY;
}

static bool copy_ready(struct director *director, struct live_task *task, int fd, int copy,
                       short events)
{
    const struct descriptor *descriptor = descriptor_of(director, task, fd);
    enum event_kind kind = descriptor ? descriptor->event : EVENT_NONE;
    if (kind == EVENT_SIGNALS)
        return events & POLLIN && signals_wait(task, copy);
    enum watched watched =
        kind == EVENT_EPOLL ? look_at_watched(director, task, copy) : WATCHES_NO_SIGNALS;
    return watched == WATCHES_NO_SIGNALS ? descriptor_polls(copy, events) != 0
                                         : watched == WATCHED_READY;
}

bool descriptor_ready(struct director *director, struct live_task *task, int fd, short events)
{
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    return copy < 0 || copy_ready(director, task, fd, copy, events);
}

bool descriptor_goes_on(struct director *director, struct live_task *task, int fd, short events)
{
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    return copy < 0 || fcntl(copy, F_GETFL) & O_NONBLOCK ||
           copy_ready(director, task, fd, copy, events);
}
