/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_SIGNAL_MASK_H
#define HARNESS_DIRECTOR_SIGNAL_MASK_H

#include <stdbool.h>
#include <stdint.h>

struct live_task;

uint64_t mask_of_task(const struct live_task *task); /* all ones when it is gone */
uint64_t signals_held(const struct live_task *task); /* pending for it, blocked or not */
/* The mask that the kernel puts in place for as long as its call sleeps; false: it has none. */
bool mask_of_call(const struct live_task *task, uint64_t *mask);

#endif
