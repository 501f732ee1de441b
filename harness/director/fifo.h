/* SPDX-License-Identifier: MIT */
/* What opening a named FIFO adds to opening a file: see calls_fifo.c. */
#ifndef HARNESS_DIRECTOR_FIFO_H
#define HARNESS_DIRECTOR_FIFO_H

#include <stdbool.h>
#include <stdint.h>

struct director;
struct live_task;

/* Is it a FIFO that such an open would wait at? Fills its device and inode. */
bool fifo_would_wait(const struct live_task *task, const char *path, int64_t flags,
                     uint64_t identity[2]);
bool fifo_ready(struct director *director, const struct live_task *task);
/* Before the open goes on: keeps open what the kernel must find open. */
void fifo_prepare(struct director *director, const struct live_task *task);
void fifo_opened(struct director *director); /* everybody is held again */
void fifo_release(struct live_task *task);   /* it has come, or never will */

#endif
