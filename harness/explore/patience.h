/* SPDX-License-Identifier: MIT */
/* Whether a task should let the others go first: what keeps every strategy fair. */
#ifndef HARNESS_EXPLORE_PATIENCE_H
#define HARNESS_EXPLORE_PATIENCE_H

#include "contract/choice.h"
#include "explore/slots.h"

#include <stdint.h>

/* Every so many choices of a run, whoever takes one counts as spinning, so that a loop which
 * neither yields nor blocks can't keep the others from running. */
enum { PATIENCE = 1000 };

struct patience {
    uint64_t choices;
    struct slots yielded; /* by task: 1 if its last step yielded */
};

enum manners {
    GOES_ON, /* it has done something */
    YIELDED, /* it has slept, yielded, or computed for a while */
    SPINS,   /* the same twice in a row, or for too long */
};

void patience_begin(struct patience *patience); /* before each run; a zeroed one may be begun */
/* Call it once for every option that is taken. */
enum manners patience_after(struct patience *patience, const struct option *taken);
void patience_free(struct patience *patience);

#endif
