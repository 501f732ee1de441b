/* SPDX-License-Identifier: MIT */
/* What opening a named FIFO adds to opening a file: see calls_fifo.c. */
#ifndef HARNESS_DIRECTOR_FIFO_H
#define HARNESS_DIRECTOR_FIFO_H

#include <stdbool.h>

struct director;
struct live_task;

/* Does the announced open name a FIFO that it would wait at? Notes which. */
bool fifo_would_wait(struct director *director, struct live_task *task);
bool fifo_ready(struct director *director, const struct live_task *task);
/* Before the open goes on: keeps open what the kernel must find open. */
void fifo_prepare(struct director *director, const struct live_task *task);
void fifo_opened(struct director *director); /* everybody is held again */
void fifo_release(struct live_task *task);   /* it has come, or never will */

#endif
