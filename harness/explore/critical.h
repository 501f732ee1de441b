/* SPDX-License-Identifier: MIT */
/* The critical pair of a failing run: two steps whose order decides. Candidates come from the run
 * alone; whether one decides is found out by a run in which it is reversed. */
#ifndef HARNESS_EXPLORE_CRITICAL_H
#define HARNESS_EXPLORE_CRITICAL_H

#include "contract/run.h"
#include "explore/strategy.h"

#include <stdbool.h>
#include <stddef.h>

struct critical_pair {
    size_t first, second; /* indices into run->steps, in that order */
    bool unreached;       /* `second` is the last step of a task that stands still: the other order
                             is that its next step, which never came, comes before `first` */
};

/* The pairs worth a try, the most telling first: at most `most` of them. */
size_t critical_candidates(const struct run *run, struct critical_pair *pairs, size_t most);

/* Follows the run up to the first step of the pair, and holds its task back until the other one has
 * taken the second; then goes on calmly. Both must outlive it. */
struct strategy *strategy_reversal(const struct run *run, const struct critical_pair *pair);

/* Whether `other`, a run of that strategy, took the two in the other order indeed. */
bool critical_is_reversed(const struct run *run, const struct critical_pair *pair,
                          const struct run *other);

#endif
