/* SPDX-License-Identifier: MIT */
/* Storage for bounded search. Every schedule is one run of the tree and no other: it is its parent
 * up to the last departure from the calm order. So nothing is run twice, whatever the bound, and
 * what is still to be run needs no queue: it is whatever options the runs left. */
#include "explore/tree.h"

#include "base/allocate.h"

#include <stdlib.h>

void tree_free(struct tree *tree)
{
    free(tree->runs);
    free(tree->points);
    free(tree->costs);
    *tree = (struct tree){0};
}

void tree_add_run(struct tree *tree, uint32_t parent, size_t from, unsigned cost)
{
    array_reserve(tree->runs, tree->run_count, tree->run_capacity);
    tree->runs[tree->run_count++] = (struct tree_run){
        .parent = parent, .from = from, .cost = cost, .points = tree->point_count};
}

void tree_add_point(struct tree *tree, uint16_t count, uint16_t chosen, uint32_t mark)
{
    array_reserve(tree->points, tree->point_count, tree->point_capacity);
    tree->points[tree->point_count++] = (struct tree_point){
        .count = count, .chosen = chosen, .mark = mark, .costs = tree->cost_count};
    tree->runs[tree->run_count - 1].point_count++;
}

uint8_t *tree_add_costs(struct tree *tree, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        array_reserve(tree->costs, tree->cost_count, tree->cost_capacity);
        tree->costs[tree->cost_count++] = 0;
    }
    return tree->costs + tree->cost_count - count;
}

const struct tree_point *tree_point(const struct tree *tree, uint32_t run, size_t decision)
{
    while (decision < tree->runs[run].from)
        run = tree->runs[run].parent;
    return &tree->points[tree->runs[run].points + decision - tree->runs[run].from];
}

size_t tree_bytes(const struct tree *tree)
{
    return tree->run_capacity * sizeof *tree->runs + tree->point_capacity * sizeof *tree->points +
           tree->cost_capacity;
}

/* The first point of a run is the departure itself: the other options there are its parent's. */
static size_t first_own_point(const struct tree *tree, uint32_t run)
{
    return tree->runs[run].parent == run ? 0 : 1;
}

static bool seek_in_point(const struct tree *tree, struct tree_place *place, unsigned cost,
                          unsigned *dearer)
{
    const struct tree_run *run = &tree->runs[place->run];
    const struct tree_point *point = &tree->points[run->points + place->point];
    for (; place->option < point->count; place->option++) {
        unsigned total = run->cost + tree->costs[point->costs + place->option];
        if (place->option == point->chosen)
            continue;
        if (total == cost)
            return true;
        if (total > cost && total < *dearer)
            *dearer = total;
    }
    return false;
}

bool tree_seek(const struct tree *tree, struct tree_place *place, unsigned cost, unsigned *dearer)
{
    for (; place->run < tree->run_count; place->run++, place->point = 0) {
        if (place->point < first_own_point(tree, place->run))
            place->point = first_own_point(tree, place->run);
        for (; place->point < tree->runs[place->run].point_count; place->point++) {
            if (seek_in_point(tree, place, cost, dearer))
                return true;
            place->option = 0;
        }
    }
    return false;
}
