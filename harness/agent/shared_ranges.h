/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_SHARED_RANGES_H
#define HARNESS_AGENT_SHARED_RANGES_H

#include <stdbool.h>
#include <stdint.h>

/* Bounds of everything that was ever mapped shared: a private access costs two comparisons. */
extern uintptr_t shared_low, shared_high;

bool shared_ranges_hold(uintptr_t address); /* exact; for addresses within the bounds */

#endif
