/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_EXPLORE_HOLDING_H
#define HARNESS_EXPLORE_HOLDING_H

#include "contract/run.h"
#include "explore/strategy.h"

/* By task: is it held back? What is beyond isn't. */
struct held {
    bool *tasks;
    uint32_t count;
};

/* Follows what `run` took without the tasks that are held back, as far as that goes; then it goes
 * on as `first` does. Both must outlive it. */
struct strategy *strategy_holding(const struct run *run, const struct held *held);

#endif
