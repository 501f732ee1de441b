/* SPDX-License-Identifier: MIT */
/* One way to choose interleavings. Three functions, one file each; none knows of the kernel. */
#ifndef HARNESS_EXPLORE_STRATEGY_H
#define HARNESS_EXPLORE_STRATEGY_H

#include "contract/choice.h"
#include "contract/run.h"
#include "explore/schedule.h"

#include <stdbool.h>
#include <stdint.h>

struct strategy;

/* What a strategy can truly say of the schedules that it chose so far. */
struct strategy_progress {
    const char *acting;    /* name of the strategy that chose the last run */
    bool finished;         /* every interleaving was run */
    bool classes;          /* … or one of each class of equivalent ones */
    long delay_bound;      /* every schedule with at most so many delays was run; -1: none */
    long preemption_bound; /* likewise, preemptions */
    uint64_t bounded_runs; /* runs that went into it */
};

struct strategy_class {
    const char *name;
    /* Makes one; `seed` decides everything that is random in it. */
    struct strategy *(*create)(uint64_t seed);
    /* Begins run number `index` (from 0). False: nothing new is left to run (space finished). */
    bool (*begin)(struct strategy *strategy, uint64_t index);
    long (*pick)(struct strategy *strategy, const struct decision *decision);
    /* Learns from the finished run; NULL: nothing to learn. */
    void (*end)(struct strategy *strategy, const struct run *run);
    void (*destroy)(struct strategy *strategy);
    /* Learns from a run that another strategy chose; NULL: nothing to learn. */
    void (*learn)(struct strategy *strategy, const struct run *run);
    /* Fills in what it knows better than the defaults; NULL: nothing. */
    void (*progress)(const struct strategy *strategy, struct strategy_progress *progress);
};

/* Every strategy starts with its class, so that a pointer to it finds its functions. */
struct strategy {
    const struct strategy_class *class;
};

const struct strategy_class *strategy_find(const char *name); /* NULL when there is none */
const char *const *strategy_names(void);                      /* ends with NULL */

bool strategy_begin(struct strategy *strategy, uint64_t index);
long strategy_pick(struct strategy *strategy, const struct decision *decision);
void strategy_end(struct strategy *strategy, const struct run *run);
void strategy_learn(struct strategy *strategy, const struct run *run);
void strategy_destroy(struct strategy *strategy); /* NULL is fine */
struct strategy_progress strategy_progress(const struct strategy *strategy);
struct chooser strategy_chooser(struct strategy *strategy);

/* Replay needs the schedule: it follows it and stops the run (negative pick) where it doesn't fit;
 * after its last choice it goes on as `first` does. `schedule` must outlive it. */
struct strategy *strategy_replay(const struct schedule *schedule);
/* Index of the choice at which it diverged, or -1. */
long strategy_replay_divergence(const struct strategy *strategy);

/* Follows a schedule as far as it fits and leaves out what doesn't. `taken` becomes what it took of
 * it: a replay of that is the same run. Both must outlive it. */
struct strategy *strategy_adapting(const struct schedule *wished, struct schedule *taken);

#endif
