/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_READINESS_H
#define HARNESS_DIRECTOR_READINESS_H

#include <stdbool.h>

struct director;
struct live_task;

/* Would poll find one of `events` at this descriptor of the task now? Also true where there is no
 * such descriptor: the call then ends at once. */
bool descriptor_ready(struct director *director, struct live_task *task, int fd, short events);

/* Would a read or write of it go on now: it is ready, or doesn't block. */
bool descriptor_goes_on(struct director *director, struct live_task *task, int fd, short events);

#endif
