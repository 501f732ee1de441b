/* SPDX-License-Identifier: MIT */
/* Many runs of an abstract system under one strategy, and small systems that several tests use. */
#ifndef TESTS_UNIT_EXPLORE_CAMPAIGN_H
#define TESTS_UNIT_EXPLORE_CAMPAIGN_H

#include "explore/strategy.h"
#include "system.h"

struct campaign {
    uint64_t runs;           /* that were made */
    uint64_t failures;       /* how many of them failed */
    uint64_t first_failure;  /* number of the first that failed, from 1; 0: none */
    uint64_t unfinished;     /* didn't end by themselves: step limit, diverged */
    uint64_t distinct;       /* different schedules */
    bool finished;           /* the strategy said that nothing is left */
    struct schedule failing; /* the first failing schedule; schedule_clear it */
    struct strategy_progress progress;
};

/* Up to `budget` runs; stops at the first failure if `stop`. */
struct campaign campaign_run(const struct system *system, struct strategy *strategy,
                             uint64_t budget, bool stop);
/* The same with a fresh strategy of that name. */
struct campaign campaign_named(const struct system *system, const char *strategy, uint64_t seed,
                               uint64_t budget, bool stop);

/* Two tasks add 1 to variable 0 and forget the lock; main waits and fails if the sum is 1. */
struct system system_lost_update(void);
/* The same with a lock around it: never fails. */
struct system system_locked_update(void);

#endif
