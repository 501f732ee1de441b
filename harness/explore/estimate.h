/* SPDX-License-Identifier: MIT */
/* What may be said of a search: how large the space is, and the one sentence a result rests on. */
#ifndef HARNESS_EXPLORE_ESTIMATE_H
#define HARNESS_EXPLORE_ESTIMATE_H

#include "explore/strategy.h"

#include <stdint.h>

/* Size of the space of schedules, estimated from runs. Zero-initialise it. */
struct estimate {
    double logarithm; /* natural, of the product of this run's branchings so far */
    double largest;   /* the largest of finished runs */
    double sum;       /* of the runs' products, each divided by that of `largest` */
    uint64_t runs;
};

/* Call it for each decision of a run, and at its end. Exact on average over runs in which each
 * option is picked with equal probability; for others an order of magnitude. */
void estimate_decision(struct estimate *estimate, const struct decision *decision);
void estimate_run(struct estimate *estimate);
double
estimate_log10(const struct estimate *estimate); /* of the number of schedules; 0 if no run */

/* One honest sentence, without a full stop, on `schedules` runs by the strategy of that name, none
 * of which failed the check in question or which ended at the first that did. free() it. */
char *estimate_statement(const char *strategy, uint64_t seed, uint64_t schedules,
                         const struct strategy_progress *progress);

#endif
