/* SPDX-License-Identifier: MIT */
/* Exhaustive search in order of what a schedule costs, two ways of counting:
 *
 *   delay-bounded  a delay passes over the task whose turn it is in the calm order: an option costs
 *                  as many delays as there are tasks before it ("Delay-bounded scheduling", Emmi,
 *                  Qadeer and Rakamaric, POPL 2011)
 *   bounded        a preemption takes the processor from a task that could go on; who follows a
 * task that blocked is free ("Iterative context bounding", Musuvathi and Qadeer, PLDI 2007)
 *
 * Faults and early clocks cost one in either. All schedules of cost 0 are run, then all of cost 1,
 * and so on, each exactly once, until none is left. That rests on equal choices giving equal
 * decisions; where a repetition differs, or the memory for the tree is used up, the search goes on
 * but no longer claims anything beyond what was complete. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/chance.h"
#include "explore/strategies.h"
#include "explore/tree.h"

#include <limits.h>
#include <stdlib.h>

enum { POINTS_OF_A_RUN = 4000 };
enum { BYTES_OF_THE_TREE = 64 << 20 };

typedef unsigned cost_function(const struct calm *calm, const struct decision *decision,
                               size_t option);

struct bounded {
    struct strategy strategy;
    cost_function *cost;
    struct calm calm;
    struct tree tree;
    struct tree_place place; /* the option that this run is about */
    size_t departure;        /* decision at which it is taken */
    size_t decision;         /* decisions made in this run */
    unsigned bound;          /* cost of the runs that are being made */
    unsigned dearer;         /* the lowest higher cost met so far; UINT_MAX: none */
    bool incomplete;         /* something couldn't be kept or repeated: claims end here */
    bool finished;
    long complete;      /* highest bound of which everything was run; -1: none */
    uint64_t begun;     /* runs */
    uint64_t certified; /* runs that went into `complete` */
};

/* Signals and tasks before this one in the calm order. */
static unsigned count_delays(const struct calm *calm, const struct decision *decision,
                             size_t option)
{
    unsigned before = 0;
    for (size_t i = 0; i < decision->count; i++)
        before += chance_is_order(&decision->options[i]) && calm_before(calm, decision, i, option);
    return before;
}

static unsigned cost_in_delays(const struct calm *calm, const struct decision *decision,
                               size_t option)
{
    if (!chance_is_order(&decision->options[option]))
        return option != calm_pick(calm, decision);
    unsigned delays = count_delays(calm, decision, option);
    return delays < TREE_COST_LIMIT ? delays : TREE_COST_LIMIT;
}

static unsigned cost_in_preemptions(const struct calm *calm, const struct decision *decision,
                                    size_t option)
{
    const struct option *asked = &decision->options[option];
    if (asked->kind == CHOICE_VALUE || option == calm_pick(calm, decision))
        return 0;
    if (option == decision->calm) /* or a loop that waits could go on for ever, for nothing */
        return calm->spins;
    bool preempts = decision->can_go_on && !decision->options[decision->calm].yields;
    return !chance_is_order(asked) || preempts;
}

static struct strategy *create(const struct strategy_class *class, cost_function *cost)
{
    struct bounded *bounded = allocate(sizeof *bounded);
    bounded->strategy.class = class;
    bounded->cost = cost;
    bounded->complete = -1;
    bounded->dearer = UINT_MAX;
    return &bounded->strategy;
}

static struct strategy *create_delay_bounded(uint64_t seed)
{
    (void)seed;
    return create(&strategy_delay_bounded, cost_in_delays);
}

static struct strategy *create_bounded(uint64_t seed)
{
    (void)seed;
    return create(&strategy_bounded, cost_in_preemptions);
}

/* Finds the next option to be tried, raising the bound when everything within it was run. */
static bool find_next(struct bounded *bounded)
{
    while (!tree_seek(&bounded->tree, &bounded->place, bounded->bound, &bounded->dearer)) {
        if (!bounded->incomplete) {
            bounded->complete = bounded->bound;
            bounded->certified = bounded->begun;
        }
        bounded->finished = bounded->dearer == UINT_MAX;
        if (bounded->finished)
            return false;
        bounded->bound = bounded->dearer;
        bounded->dearer = UINT_MAX;
        bounded->place = (struct tree_place){0};
    }
    return true;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct bounded *bounded = (struct bounded *)strategy;
    (void)index;
    calm_begin(&bounded->calm);
    bounded->decision = 0;
    if (bounded->begun > 0) {
        if (bounded->finished || !find_next(bounded))
            return false;
        const struct tree_run *run = &bounded->tree.runs[bounded->place.run];
        bounded->departure = run->from + bounded->place.point;
        tree_add_run(&bounded->tree, bounded->place.run, bounded->departure, bounded->bound);
    } else {
        tree_add_run(&bounded->tree, 0, 0, 0);
    }
    bounded->begun++;
    return true;
}

static uint32_t mark_of(const struct decision *decision)
{
    uint64_t mark = decision->count;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        mark = (mark * 31 + (uint64_t)option->kind) * 31 + option->task;
        mark = (mark * 31 + (uint32_t)option->value) * 31 + (uint64_t)option->operation;
    }
    return (uint32_t)(mark ^ mark >> 32);
}

static bool has_room(const struct bounded *bounded)
{
    const struct tree *tree = &bounded->tree;
    return tree->runs[tree->run_count - 1].point_count < POINTS_OF_A_RUN &&
           tree_bytes(tree) < BYTES_OF_THE_TREE;
}

/* Keeps a decision for later departures. Once one of a run couldn't be kept, none after it is. */
static void keep(struct bounded *bounded, const struct decision *decision, size_t picked)
{
    struct tree *tree = &bounded->tree;
    const struct tree_run *run = &tree->runs[tree->run_count - 1];
    bool in_place = run->from + run->point_count == bounded->decision;
    if (!in_place || !has_room(bounded) || decision->count > UINT16_MAX) {
        bounded->incomplete = true;
        return;
    }
    uint16_t count = (uint16_t)decision->count;
    tree_add_point(tree, count, (uint16_t)picked, mark_of(decision));
    uint8_t *costs = tree_add_costs(tree, count);
    for (uint16_t i = 0; i < count; i++)
        costs[i] = (uint8_t)bounded->cost(&bounded->calm, decision, i);
}

/* What the run before chose here; the calm choice if this isn't the decision that it was. */
static size_t follow(struct bounded *bounded, const struct decision *decision)
{
    const struct tree_point *point =
        tree_point(&bounded->tree, bounded->place.run, bounded->decision);
    if (point->count != decision->count || point->mark != mark_of(decision)) {
        bounded->incomplete = true;
        return calm_pick(&bounded->calm, decision);
    }
    return bounded->decision == bounded->departure ? bounded->place.option : point->chosen;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct bounded *bounded = (struct bounded *)strategy;
    bool repeats = bounded->begun > 1 && bounded->decision <= bounded->departure;
    size_t picked = repeats ? follow(bounded, decision) : calm_pick(&bounded->calm, decision);
    if (!repeats || bounded->decision == bounded->departure)
        keep(bounded, decision, picked);
    bounded->decision++;
    calm_took(&bounded->calm, &decision->options[picked]);
    return (long)picked;
}

/* A run that ended before its departure leaves nothing to depart from. */
static void end(struct strategy *strategy, const struct run *run)
{
    struct bounded *bounded = (struct bounded *)strategy;
    bounded->incomplete |= bounded->begun > 1 && bounded->decision <= bounded->departure;
    bounded->incomplete |= run->end == RUN_GUARD;
    bounded->place.option += bounded->begun > 1;
}

static void progress(const struct strategy *strategy, struct strategy_progress *progress)
{
    const struct bounded *bounded = (const struct bounded *)strategy;
    bool delays = bounded->cost == cost_in_delays;
    progress->acting = bounded->begun < 2 ? strategy_first.name : strategy->class->name;
    progress->finished = bounded->finished && !bounded->incomplete;
    *(delays ? &progress->delay_bound : &progress->preemption_bound) = bounded->complete;
    progress->bounded_runs = bounded->certified;
}

static void destroy(struct strategy *strategy)
{
    struct bounded *bounded = (struct bounded *)strategy;
    calm_free(&bounded->calm);
    tree_free(&bounded->tree);
    free(bounded);
}

const struct strategy_class strategy_bounded = {.name = "bounded",
                                                .create = create_bounded,
                                                .begin = begin,
                                                .pick = pick,
                                                .end = end,
                                                .destroy = destroy,
                                                .progress = progress};

const struct strategy_class strategy_delay_bounded = {.name = "delay-bounded",
                                                      .create = create_delay_bounded,
                                                      .begin = begin,
                                                      .pick = pick,
                                                      .end = end,
                                                      .destroy = destroy,
                                                      .progress = progress};
