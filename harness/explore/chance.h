/* SPDX-License-Identifier: MIT */
/* The part of a decision that isn't about the order of tasks, left to chance: outcomes and rare
 * events. Every random strategy asks here first and then orders the tasks in its own way. */
#ifndef HARNESS_EXPLORE_CHANCE_H
#define HARNESS_EXPLORE_CHANCE_H

#include "contract/choice.h"
#include "explore/random.h"

#include <stdbool.h>
#include <stdint.h>

struct chance {
    struct random random; /* also for the strategy's own use */
    uint64_t rarity;      /* a decision takes a rare event once in so many times; 0: never */
    uint64_t kinds;       /* which kinds of them this run may take, as a set of bits */
};

void chance_begin(struct chance *chance, uint64_t seed, uint64_t index);
/* An index if chance decides; -1: it is about the order of tasks. */
long chance_pick(struct chance *chance, const struct decision *decision);
/* True for the options that are a matter of order: to run a task, to deliver a signal. */
bool chance_is_order(const struct option *option);

#endif
