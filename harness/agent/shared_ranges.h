/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_SHARED_RANGES_H
#define HARNESS_AGENT_SHARED_RANGES_H

#include <stdbool.h>
#include <stdint.h>

/* Bounds of everything that was ever mapped shared: a private access costs one comparison. */
extern uintptr_t shared_low, shared_size;

static inline bool shared_ranges_may_hold(uintptr_t address)
{
    return address - shared_low < shared_size;
}

bool shared_ranges_hold(uintptr_t address); /* exact; for addresses within the bounds */

#endif
