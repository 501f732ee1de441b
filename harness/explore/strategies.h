/* SPDX-License-Identifier: MIT */
/* The strategies that strategy.c knows by name; each is defined in its own file. */
#ifndef HARNESS_EXPLORE_STRATEGIES_H
#define HARNESS_EXPLORE_STRATEGIES_H

#include "explore/strategy.h"

extern const struct strategy_class strategy_first;
extern const struct strategy_class strategy_random;
extern const struct strategy_class strategy_pct;
extern const struct strategy_class strategy_pos;
extern const struct strategy_class strategy_surw;
extern const struct strategy_class strategy_races;
extern const struct strategy_class strategy_bounded;
extern const struct strategy_class strategy_delay_bounded;
extern const struct strategy_class strategy_dpor;
extern const struct strategy_class strategy_portfolio;

#endif
