/* SPDX-License-Identifier: MIT */
/* The tree of runs that a bounded search has made: each run is an earlier one up to some decision,
 * another option there, and the calm order after it. */
#ifndef HARNESS_EXPLORE_TREE_H
#define HARNESS_EXPLORE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TREE_COST_LIMIT = 255 }; /* an option that costs more is held to cost this */

/* One decision of a run, as the tree remembers it. */
struct tree_point {
    uint16_t count;  /* options that were open */
    uint16_t chosen; /* the one that was taken */
    uint32_t mark;   /* hash of the options, by which a repetition is recognised */
    size_t costs;    /* where its costs begin, one byte for each option */
};

struct tree_run {
    uint32_t parent; /* the run that it is a variant of; its own number for the first */
    size_t from;     /* the decision at which it departs, and the first that it holds itself */
    unsigned cost;   /* of all its departures */
    size_t points;   /* where its points begin */
    size_t point_count;
};

struct tree {
    struct tree_run *runs;
    size_t run_count, run_capacity;
    struct tree_point *points;
    size_t point_count, point_capacity;
    uint8_t *costs;
    size_t cost_count, cost_capacity;
};

void tree_free(struct tree *tree);
/* Adds a run without points; points added later belong to the newest run. */
void tree_add_run(struct tree *tree, uint32_t parent, size_t from, unsigned cost);
void tree_add_point(struct tree *tree, uint16_t count, uint16_t chosen, uint32_t mark);
/* Room for the costs of the newest point's options; valid until the next call. */
uint8_t *tree_add_costs(struct tree *tree, uint16_t count);
/* Decision number `decision` of a run, wherever in its ancestry that is held; it must exist. */
const struct tree_point *tree_point(const struct tree *tree, uint32_t run, size_t decision);
size_t tree_bytes(const struct tree *tree);

/* A place in the tree: an option that a run left. */
struct tree_place {
    uint32_t run;
    size_t point; /* counted within what the run holds itself; its first one is its parent's */
    uint16_t option;
};

/* Moves to the next option, from *place on, that makes a run of exactly `cost`; false at the end.
 * Raises *dearer to the lowest higher cost that it met, if lower than it was. */
bool tree_seek(const struct tree *tree, struct tree_place *place, unsigned cost, unsigned *dearer);

#endif
