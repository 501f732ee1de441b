/* SPDX-License-Identifier: MIT */
/* One number for each task (or object), however many there are: 0 until it is written. */
#ifndef HARNESS_EXPLORE_SLOTS_H
#define HARNESS_EXPLORE_SLOTS_H

#include <stddef.h>
#include <stdint.h>

struct slots {
    uint64_t *values;
    size_t count;
};

uint64_t *slots_at(struct slots *slots, size_t index); /* valid until the next call */
uint64_t slots_get(const struct slots *slots, size_t index);
void slots_reset(struct slots *slots); /* all 0 again */
void slots_free(struct slots *slots);

#endif
