/* SPDX-License-Identifier: MIT */
/* A task that wakes from sleep is no worse than any other and shouldn't be held back for long; one
 * that yields over and over is waiting for somebody else. The difference is whether it did anything
 * in between. */
#include "explore/patience.h"

void patience_begin(struct patience *patience)
{
    patience->choices = 0;
    slots_reset(&patience->yielded);
}

enum manners patience_after(struct patience *patience, const struct option *taken)
{
    uint64_t *yielded = slots_at(&patience->yielded, taken->task);
    bool again = *yielded && taken->yields;
    *yielded = taken->yields;
    if (++patience->choices % PATIENCE == 0 || again)
        return SPINS;
    return taken->yields ? YIELDED : GOES_ON;
}

void patience_free(struct patience *patience)
{
    slots_free(&patience->yielded);
}
