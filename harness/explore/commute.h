/* SPDX-License-Identifier: MIT */
/* An equivalent run with fewer switches between tasks: steps that don't depend on each other are
 * put in another order. */
#ifndef HARNESS_EXPLORE_COMMUTE_H
#define HARNESS_EXPLORE_COMMUTE_H

#include "contract/run.h"
#include "explore/strategy.h"

/* How much of the dependence relation is kept. */
enum commuting {
    COMMUTE_BOLDLY,    /* births depend only on their parents and children */
    COMMUTE_CAUTIOUSLY /* all of it */
};

/* The options that the run took, in an order with as few switches as could be found:
 * run->taken_count of them; free() it. NULL: there is no order with fewer. */
struct option *commute(const struct run *run, enum commuting commuting);

/* Takes these options one after the other, gives up where one isn't open, and is calm after the
 * last. `options` must outlive it. */
struct strategy *strategy_ordered(const struct option *options, size_t count);

#endif
