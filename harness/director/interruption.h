/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_INTERRUPTION_H
#define HARNESS_DIRECTOR_INTERRUPTION_H

#include <stdbool.h>
#include <stdint.h>

struct director;
struct live_task;

enum { CALL_RESTARTS = -513 }; /* ERESTARTNOINTR: a handler runs, then the call is made again */

/* Ends the call of a task that is held, whatever it waits for. */
void interruption_answer(struct director *director, struct live_task *task, int64_t value);
/* A handler is about to run in a held task: ends its call. `flags`: of the action. `blocked`: only
 * the mask that the call itself installs lets the signal in. */
void interruption_by_handler(struct director *director, struct live_task *task, uint64_t flags,
                             bool blocked);

#endif
