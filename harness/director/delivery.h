/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_DELIVERY_H
#define HARNESS_DIRECTOR_DELIVERY_H

#include "director/signal.h"

#include <stdbool.h>
#include <stdint.h>

/* The signal reaches its target now. `answer`: the held call of the target is the kill that sent
 * it, and answers so; NULL: it is whatever call the target is in. */
void delivery_act(struct director *director, const struct flight *flight, const int64_t *answer);

/* Would a handler run in this task, were the signal delivered now? */
bool delivery_catches(struct director *director, const struct live_task *task, int signal);
bool delivery_lets_in(const struct live_task *task, int signal); /* it isn't blocked */
/* Does the task hold a signal that ends its call, because the call lets it in? */
bool delivery_interrupts(struct director *director, struct live_task *task);

#endif
