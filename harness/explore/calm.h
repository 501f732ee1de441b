/* SPDX-License-Identifier: MIT */
/* The calm order: what happens when nothing special is asked for. A task goes on until it blocks;
 * then what was waiting longest has its turn. */
#ifndef HARNESS_EXPLORE_CALM_H
#define HARNESS_EXPLORE_CALM_H

#include "contract/choice.h"
#include "explore/patience.h"
#include "explore/slots.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calm {
    struct patience patience;
    struct slots stamps; /* by task: when it last gave way; 0: never */
    uint64_t stamp;      /* the last one given out */
    bool gives_way;      /* the task that ran last just did */
    bool spins;          /* because it gets nowhere */
};

void calm_begin(struct calm *calm); /* before each run; a zeroed one may be begun */
size_t calm_pick(const struct calm *calm, const struct decision *decision);
/* True if `a` comes before `b` in the calm order of this decision; a strict total order, whose
 * first element is calm_pick. */
bool calm_before(const struct calm *calm, const struct decision *decision, size_t a, size_t b);
void calm_took(struct calm *calm, const struct option *taken);
void calm_free(struct calm *calm);

#endif
