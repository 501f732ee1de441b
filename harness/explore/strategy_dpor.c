/* SPDX-License-Identifier: MIT */
/* `dpor`: dynamic partial-order reduction with source sets and sleep sets ("Optimal dynamic partial
 * order reduction", Abdulla, Aronis, Jonsson and Sagonas, POPL 2014), by running again from the
 * start for each branch.
 *
 * Of runs that differ only in the order of independent steps one is enough. After each run, its
 * races are looked for: pairs of dependent steps that nothing else orders. For each, the decision
 * before the first step gets one more branch to take, unless it has one already that leads to the
 * second before the first. When no branch is left, one run of every class of equivalent runs was
 * made.
 *
 * A step that wasn't open before the other one can't be put before it. So a race counts only if the
 * second actor could have gone first, or another step that doesn't depend on the first could have
 * led there; and such an unreal race doesn't hide one further back (as between two takings of a
 * lock, which the release between them orders). Nor does the race of a signal with the call that it
 * meets, whichever of the two is taken first: what the call waited for races with the signal, too.
 *
 * Outcomes, faults and early clocks are not reduced: each is tried wherever it is open. Runs that
 * ended by a limit, or didn't repeat, or are too long to be looked at whole, end the claim that
 * everything was seen, not the search. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/chance.h"
#include "explore/nodes.h"
#include "explore/partial_order.h"
#include "explore/strategies.h"

#include <stdlib.h>

/* Steps of a run that is looked at: the work grows with the cube of it. */
enum { LONGEST = 400 };

struct dpor {
    struct strategy strategy;
    struct calm calm;
    struct nodes nodes;
    size_t decision; /* decisions made in this run */
    size_t replayed; /* of them, those that repeat the run before, and the new branch */
    size_t changed;  /* the step that the new branch decides; earlier ones were looked at before */

    bool adrift;    /* this run needs no more nodes: it repeats what was seen, or can't be kept */
    bool redundant; /* it is equivalent to another from the moment on that it was adrift */
    uint64_t begun;
    bool incomplete;
    bool finished;
    uint64_t *classes; /* signatures of the classes of runs that were seen, sorted */
    size_t class_count, class_capacity;
};

static struct strategy *create(uint64_t seed)
{
    (void)seed;
    struct dpor *dpor = allocate(sizeof *dpor);
    dpor->strategy.class = &strategy_dpor;
    return &dpor->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct dpor *dpor = (struct dpor *)strategy;
    (void)index;
    if (dpor->begun > 0 && !nodes_advance(&dpor->nodes)) {
        dpor->finished = true;
        return false;
    }
    dpor->begun++;
    dpor->decision = 0;
    dpor->replayed = dpor->nodes.count;
    dpor->changed = dpor->replayed ? dpor->nodes.items[dpor->replayed - 1].step : 0;
    dpor->adrift = dpor->redundant = false;
    calm_begin(&dpor->calm);
    return true;
}

/* The node before the newest that is about order; NULL if there is none. */
static const struct node *parent_of_newest(const struct nodes *nodes)
{
    for (size_t i = nodes->count - 1; i-- > 0;)
        if (node_orders(&nodes->items[i]))
            return &nodes->items[i];
    return NULL;
}

/* Lets sleep on what still sleeps. Where more than the chosen step was taken since, nobody knows
 * here whether it woke something, so everything wakes. */
static void inherit_sleep(const struct node *parent, struct node *node, uint64_t silent)
{
    if (!parent || node->step != parent->step + 1 + silent)
        return;
    for (size_t i = 0; i < parent->count; i++) {
        const struct option *option = &parent->options[i];
        if (!node_puts_to_sleep(parent, i))
            continue;
        long here = node_find(node, actor_of(option->task, option->operation));
        if (here >= 0)
            node->branches[here] = BRANCH_ASLEEP;
    }
}

/* The calmest option that is awake; -1 if all that is about order sleeps. */
static long calmest_awake(const struct dpor *dpor, const struct node *node,
                          const struct decision *decision)
{
    long best = -1;
    for (size_t i = 0; i < node->count; i++)
        if (chance_is_order(&node->options[i]) && node->branches[i] != BRANCH_ASLEEP &&
            (best < 0 || calm_before(&dpor->calm, decision, i, (size_t)best)))
            best = (long)i;
    return best;
}

static bool any_order(const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (chance_is_order(&node->options[i]))
            return true;
    return false;
}

static size_t visit(struct dpor *dpor, const struct decision *decision)
{
    struct node *node = nodes_push(&dpor->nodes, decision);
    for (size_t i = 0; i < node->count; i++)
        if (!chance_is_order(&node->options[i]))
            node->branches[i] = BRANCH_WANTED;
    long picked = (long)calm_pick(&dpor->calm, decision);
    if (any_order(node)) {
        inherit_sleep(parent_of_newest(&dpor->nodes), node, decision->silent);
        picked = calmest_awake(dpor, node, decision);
    }
    if (picked < 0) {
        nodes_cut(&dpor->nodes, dpor->nodes.count - 1);
        dpor->adrift = dpor->redundant = true;
        return calm_pick(&dpor->calm, decision);
    }
    node_choose(node, (size_t)picked);
    return (size_t)picked;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct dpor *dpor = (struct dpor *)strategy;
    size_t picked = calm_pick(&dpor->calm, decision);
    if (!dpor->adrift && dpor->decision < dpor->replayed) {
        const struct node *node = &dpor->nodes.items[dpor->decision];
        if (node_fits(node, decision))
            picked = node->chosen;
        else
            dpor->adrift = dpor->incomplete = true;
    } else if (!dpor->adrift && decision->step < LONGEST) {
        picked = visit(dpor, decision);
    }
    dpor->decision++;
    calm_took(&dpor->calm, &decision->options[picked]);
    return (long)picked;
}

/* Which node decided on a step: index + 1; 0: it was the only thing to do. */
static size_t *map_nodes(const struct dpor *dpor, const struct run *run)
{
    size_t *map = allocate((run->step_count + 1) * sizeof *map);
    for (size_t i = 0; i < dpor->nodes.count; i++) {
        const struct node *node = &dpor->nodes.items[i];
        if (node_orders(node) && node->step < run->step_count &&
            node->options[node->chosen].kind != CHOICE_CLOCK)
            map[node->step] = i + 1;
    }
    return map;
}

/* First step, from the one that the node decided on, that was taken by somebody who slept: with
 * nobody else awake, it was no decision. `end` if there is none. */
static size_t sleepwalk(const struct node *node, const struct run *run, size_t end)
{
    for (size_t step = node->step + 1; step < end; step++) {
        const struct step *taken = &run->steps[step];
        long option = node_find(node, actor_of(taken->task, taken->operation));
        if (taken->operation == OPERATION_DEATH)
            continue;
        if (option >= 0 && node_puts_to_sleep(node, (size_t)option))
            return step;
    }
    return end;
}

/* Cuts the run where it begins to repeat what was seen; returns how many steps are new. */
static size_t cut_repetition(struct dpor *dpor, const struct run *run)
{
    struct nodes *nodes = &dpor->nodes;
    for (size_t i = 0; i < nodes->count; i++) {
        size_t next = i + 1;
        while (next < nodes->count && !node_orders(&nodes->items[next]))
            next++;
        size_t end = next < nodes->count ? nodes->items[next].step : run->step_count;
        if (!node_orders(&nodes->items[i]) || end > run->step_count)
            continue;
        size_t step = sleepwalk(&nodes->items[i], run, end);
        if (step < end) {
            dpor->redundant = true;
            nodes_cut(nodes, next);
            return step;
        }
    }
    return run->step_count;
}

struct analysis {
    struct dpor *dpor;
    struct partial_order order;
    const size_t *map;
};

/* Whether step `k` is the first of its kind in what would come before `first` if that waited: all
 * steps between it and `second` that needn't come after it, and `second`. */
static bool is_initial(const struct partial_order *order, size_t first, size_t k)
{
    for (size_t m = first + 1; m < k; m++)
        if (!partial_order_before(order, first, m) && partial_order_before(order, m, k))
            return false;
    return true;
}

static long option_of(const struct node *node, const struct partial_order *order, size_t step)
{
    const struct step *taken = &order->steps[step];
    return node_find(node, actor_of(taken->task, taken->operation));
}

/* Adds a branch for the race, unless there is one that leads to the same. True if `second` itself
 * could have been taken in place of `first`. */
static bool reverse(struct analysis *analysis, size_t first, size_t second)
{
    const struct partial_order *order = &analysis->order;
    if (!analysis->map[first])
        return false;
    struct node *node = &analysis->dpor->nodes.items[analysis->map[first] - 1];
    long branch = -1;
    for (size_t k = first + 1; k <= second; k++) {
        long option = option_of(node, order, k);
        bool waits = k != second && partial_order_before(order, first, k);
        if (option < 0 || waits || !is_initial(order, first, k))
            continue;
        branch = option;
        if (node->branches[option] != BRANCH_IDLE)
            break;
    }
    if (branch >= 0 && node->branches[branch] == BRANCH_IDLE)
        node->branches[branch] = BRANCH_WANTED;
    return option_of(node, order, second) >= 0 && is_initial(order, first, second);
}

/* A signal that meets a call which could end by itself lets it end so, and shows behind it. */
static bool lets_end(const struct step *delivery, const struct step *step)
{
    return delivery->operation == OPERATION_DELIVER && step->task == delivery->task;
}

/* True if `first` comes before `second` by way of a step that could itself have come after it. */
static bool is_indirect(const struct partial_order *order, const bool *direct, size_t first,
                        size_t second)
{
    for (size_t k = first + 1; k < second; k++)
        if (direct[k] && partial_order_before(order, first, k) &&
            !lets_end(&order->steps[second], &order->steps[k]))
            return true;
    return false;
}

/* `blind`: nothing is known of the step but who takes it, so it may depend on anything. */
static void reverse_races_of(struct analysis *analysis, size_t second, bool blind)
{
    const struct partial_order *order = &analysis->order;
    bool *direct = allocate((second + 1) * sizeof *direct);
    size_t previous = order->previous[second];
    for (size_t first = second; first-- > 0;) {
        bool by_itself =
            previous && (first == previous - 1 || partial_order_before(order, first, previous - 1));
        bool races = blind || (partial_order_dependent(order, first, second) &&
                               !is_indirect(order, direct, first, second));
        if (!by_itself && races)
            direct[first] = reverse(analysis, first, second);
    }
    free(direct);
}

/* What was last open to an actor after its last step, if a decision showed it; NULL if none did. */
static const struct option *last_open(const struct dpor *dpor, uint64_t actor, size_t steps_before)
{
    for (size_t i = dpor->nodes.count; i-- > 0;) {
        const struct node *node = &dpor->nodes.items[i];
        long option = node_orders(node) ? node_find(node, actor) : -1;
        if (node->step < steps_before)
            return NULL;
        if (option >= 0)
            return &node->options[option];
    }
    return NULL;
}

static void reverse_races_of_supposed(struct analysis *analysis, const struct option *option)
{
    struct step step = {.task = option->task,
                        .operation = option->operation,
                        .access = option->access,
                        .concerns_threads = option->concerns_threads,
                        .object = option->object,
                        .other = NO_TASK};
    partial_order_suppose(&analysis->order, &step);
    reverse_races_of(analysis, analysis->order.count, option->operation == OPERATION_OTHER);
}

static bool has_exited(const struct partial_order *order, uint32_t task)
{
    uint64_t latest = slots_get(&order->latest, actor_of(task, OPERATION_OTHER));
    if (!latest || order->steps[latest - 1].task != task)
        return false;
    enum operation last = order->steps[latest - 1].operation;
    return last == OPERATION_EXIT || last == OPERATION_THREAD_EXIT;
}

/* A task that was blocked to the end, or that died of something else than its own exit, still had
 * a step before it; a signal may not have been delivered. They race like any other step, though
 * this run didn't come to them. */
static void reverse_races_of_pending(struct analysis *analysis, uint32_t task)
{
    const struct partial_order *order = &analysis->order;
    const enum operation kinds[] = {OPERATION_OTHER, OPERATION_DELIVER};
    for (int i = 0; i < 2; i++) {
        uint64_t actor = actor_of(task, kinds[i]);
        const struct option *option =
            last_open(analysis->dpor, actor, slots_get(&order->latest, actor));
        struct option unknown = {.task = task, .operation = OPERATION_OTHER};
        if (kinds[i] == OPERATION_OTHER && has_exited(order, task))
            continue;
        if (option || kinds[i] == OPERATION_OTHER)
            reverse_races_of_supposed(analysis, option ? option : &unknown);
    }
}

static int compare_signatures(const void *a, const void *b)
{
    const uint64_t *first = a, *second = b;
    return (*first > *second) - (*first < *second);
}

static void count_class(struct dpor *dpor, uint64_t signature)
{
    if (dpor->class_count &&
        bsearch(&signature, dpor->classes, dpor->class_count, sizeof signature, compare_signatures))
        return;
    array_reserve(dpor->classes, dpor->class_count, dpor->class_capacity);
    dpor->classes[dpor->class_count++] = signature;
    qsort(dpor->classes, dpor->class_count, sizeof signature, compare_signatures);
}

static void analyse(struct analysis *analysis, const struct run *run)
{
    for (size_t i = analysis->dpor->changed; i < analysis->order.count; i++)
        reverse_races_of(analysis, i, false);
    for (uint32_t task = 0; task < run->task_count; task++)
        reverse_races_of_pending(analysis, task);
}

/* Left behind alive after the end of main, tasks may have been stopped in the middle. */
static bool ended_by_itself(const struct run *run)
{
    for (size_t i = 0; i < run->task_count && run->end == RUN_COMPLETED; i++)
        if (run->tasks[i].fate == FATE_ALIVE)
            return false;
    return run->end == RUN_COMPLETED || run->end == RUN_DEADLOCK;
}

static void end(struct strategy *strategy, const struct run *run)
{
    struct dpor *dpor = (struct dpor *)strategy;
    bool whole =
        ended_by_itself(run) && run->step_count <= LONGEST && dpor->decision >= dpor->replayed;
    dpor->incomplete |= !whole;
    if (run->step_count > LONGEST)
        return;
    size_t fresh = cut_repetition(dpor, run);
    struct analysis analysis = {.dpor = dpor};
    size_t *map = map_nodes(dpor, run);
    analysis.map = map;
    partial_order_make(&analysis.order, run, fresh);
    analyse(&analysis, run);
    if (whole && !dpor->redundant)
        count_class(dpor, partial_order_signature(&analysis.order));
    partial_order_free(&analysis.order);
    free(map);
}

static void progress(const struct strategy *strategy, struct strategy_progress *progress)
{
    const struct dpor *dpor = (const struct dpor *)strategy;
    progress->finished = dpor->finished && !dpor->incomplete;
    progress->classes = true;
    progress->bounded_runs = dpor->class_count;
}

static void destroy(struct strategy *strategy)
{
    struct dpor *dpor = (struct dpor *)strategy;
    calm_free(&dpor->calm);
    nodes_free(&dpor->nodes);
    free(dpor->classes);
    free(dpor);
}

const struct strategy_class strategy_dpor = {.name = "dpor",
                                             .create = create,
                                             .begin = begin,
                                             .pick = pick,
                                             .end = end,
                                             .destroy = destroy,
                                             .progress = progress};
