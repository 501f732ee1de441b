/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_READINESS_H
#define HARNESS_DIRECTOR_READINESS_H

#include <stdbool.h>
#include <stddef.h>

struct director;
struct live_task;

/* What poll would find at this descriptor of the task now, asked for `events`; 0: nothing. POLLNVAL
 * where there is no such descriptor: the call then ends at once. */
short descriptor_ready(struct director *director, struct live_task *task, int fd, short events);

/* How many events an epoll would tell of now, at least 1 if any (it may leave out one that is told
 * only once and was told before). */
size_t epoll_ready_count(struct director *director, struct live_task *task, int fd);

/* Would a read or write of it go on now: it is ready, or doesn't block. */
bool descriptor_goes_on(struct director *director, struct live_task *task, int fd, short events);

#endif
