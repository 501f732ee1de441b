/* SPDX-License-Identifier: MIT */
/* Makes a failing schedule easier to read: fewer faults, fewer switches between tasks, shorter. */
#ifndef HARNESS_EXPLORE_MINIMISE_H
#define HARNESS_EXPLORE_MINIMISE_H

#include "explore/schedule.h"

#include <stdbool.h>
#include <stddef.h>

/* How much there is to read in a schedule. */
struct burden {
    size_t events;   /* faults and early clocks */
    size_t switches; /* choices whose task isn't that of the choice before */
    size_t length;
};

/* Runs a candidate with `strategy_adapting`: true if it fails in the same way, and then `candidate`
 * becomes what was taken of it. Called at most `trials` times. */
typedef bool still_fails(void *context, struct schedule *candidate);

/* `schedule` is one that fails; it becomes one that fails and has no more burden. The result is
 * meant for strategy_replay: it may be only the beginning of a run, the rest of which is calm. */
void minimise(struct schedule *schedule, still_fails *fails, void *context, size_t trials);

struct burden burden_of(const struct schedule *schedule);
/* Negative, 0, positive: events count before switches, switches before length. */
int burden_compare(const struct burden *a, const struct burden *b);

#endif
