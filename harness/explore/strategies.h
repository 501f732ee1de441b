/* SPDX-License-Identifier: MIT */
/* The strategies that strategy.c knows by name; each is defined in its own file. */
#ifndef HARNESS_EXPLORE_STRATEGIES_H
#define HARNESS_EXPLORE_STRATEGIES_H

#include "explore/strategy.h"

extern const struct strategy_class strategy_first;
extern const struct strategy_class strategy_random;

#endif
