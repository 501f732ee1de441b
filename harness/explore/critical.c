/* SPDX-License-Identifier: MIT */
/* Which two steps decide? Only steps of different tasks that depend on each other and that nothing
 * between them orders can be taken the other way round: the reversible races of "Optimal dynamic
 * partial order reduction" (Abdulla et al., POPL 2014). Of a deadlock there are some that the run
 * doesn't show: what a task took before another one, which now waits for it, could have it.
 *
 * The later in the run, the nearer to the failure, so late pairs come first; pairs about the same
 * thing come before those that only might be about the same, such as the end of a process and
 * whatever it may have held. */
#include "explore/critical.h"

#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/dependence.h"
#include "explore/partial_order.h"

#include <stdlib.h>

enum { LONGEST_RUN = 1000 }; /* steps; the order of longer ones takes too much memory */

struct ranked {
    struct critical_pair pair;
    bool vague; /* not known to be about one thing */
};

struct ranking {
    const struct run *run;
    struct ranked *items;
    size_t count, capacity;
};

static void add(struct ranking *ranking, struct critical_pair pair)
{
    const struct step *first = &ranking->run->steps[pair.first];
    const struct step *second = &ranking->run->steps[pair.second];
    bool same = first->object && first->object == second->object;
    bool process = operation_info(first->operation)->object == OBJECT_PROCESS;
    array_reserve(ranking->items, ranking->count, ranking->capacity);
    ranking->items[ranking->count++] = (struct ranked){pair, !pair.unreached && (!same || process)};
}

static bool is_ordered_between(const struct partial_order *order, size_t a, size_t b)
{
    for (size_t i = a + 1; i < b; i++)
        if (partial_order_before(order, a, i) && partial_order_before(order, i, b))
            return true;
    return false;
}

static void add_races(struct ranking *ranking, const struct partial_order *order)
{
    for (size_t b = 0; b < order->count; b++)
        for (size_t a = 0; a < b; a++)
            if (order->steps[a].task != order->steps[b].task &&
                partial_order_dependent(order, a, b) && !is_ordered_between(order, a, b))
                add(ranking, (struct critical_pair){a, b, false});
}

static size_t last_step_of(const struct run *run, uint32_t task)
{
    size_t i = run->step_count;
    while (i > 0 && run->steps[i - 1].task != task)
        i--;
    return i;
}

/* The last step of another task on what this one waits for. */
static void add_waits(struct ranking *ranking)
{
    const struct run *run = ranking->run;
    for (uint32_t task = 0; task < run->task_count; task++) {
        size_t stands = last_step_of(run, task), a = run->step_count;
        uint32_t object = run->tasks[task].waits_on;
        while (a > 0 && (run->steps[a - 1].object != object || run->steps[a - 1].task == task))
            a--;
        if (object && stands && a)
            add(ranking, (struct critical_pair){a - 1, stands - 1, true});
    }
}

static size_t later_of(const struct critical_pair *pair)
{
    return pair->first > pair->second ? pair->first : pair->second;
}

static int compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->vague != b->vague)
        return a->vague ? 1 : -1;
    size_t late[] = {later_of(&a->pair), later_of(&b->pair)};
    if (late[0] != late[1])
        return late[0] > late[1] ? -1 : 1;
    return (a->pair.first < b->pair.first) - (a->pair.first > b->pair.first);
}

size_t critical_candidates(const struct run *run, struct critical_pair *pairs, size_t most)
{
    struct ranking ranking = {.run = run};
    struct partial_order order;
    if (run->step_count > LONGEST_RUN)
        return 0;
    partial_order_make(&order, run, LONGEST_RUN);
    add_races(&ranking, &order);
    partial_order_free(&order);
    add_waits(&ranking);
    if (ranking.count)
        qsort(ranking.items, ranking.count, sizeof *ranking.items, compare);
    size_t count = ranking.count < most ? ranking.count : most;
    for (size_t i = 0; i < count; i++)
        pairs[i] = ranking.items[i].pair;
    free(ranking.items);
    return count;
}

/* How many steps the task of step `index` had taken with it. */
static size_t ordinal_of(const struct run *run, size_t index)
{
    size_t ordinal = 0;
    for (size_t i = 0; i <= index; i++)
        ordinal += run->steps[i].task == run->steps[index].task;
    return ordinal;
}

/* Index of the task's step with this ordinal; run->step_count: it never came. */
static size_t find_step(const struct run *run, uint32_t task, size_t ordinal)
{
    size_t i = 0;
    for (; i < run->step_count; i++)
        if (run->steps[i].task == task && --ordinal == 0)
            break;
    return i;
}

bool critical_is_reversed(const struct run *run, const struct critical_pair *pair,
                          const struct run *other)
{
    size_t first = find_step(other, run->steps[pair->first].task, ordinal_of(run, pair->first));
    size_t second = find_step(other, run->steps[pair->second].task,
                              ordinal_of(run, pair->second) + pair->unreached);
    return second < first;
}

struct reversal {
    struct strategy strategy;
    const struct run *run;
    const struct critical_pair *pair;
    size_t next; /* choice of the run to follow */
    bool released;
    struct calm calm;
};

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct reversal *reversal = (struct reversal *)strategy;
    (void)index;
    reversal->next = 0;
    reversal->released = false;
    calm_begin(&reversal->calm);
    return true;
}

static long follow(struct reversal *reversal, const struct decision *decision)
{
    const struct choice choice = choice_of(&reversal->run->choices[reversal->next++]);
    for (size_t i = 0; i < decision->count; i++)
        if (choice_matches(&choice, &decision->options[i]))
            return (long)i;
    return -1;
}

/* The task that is to go first, as soon as it can; else whoever is calmest; else the one that is
 * held back, for want of another. */
static size_t hold(const struct reversal *reversal, const struct decision *decision)
{
    uint32_t held = reversal->run->steps[reversal->pair->first].task;
    uint32_t wanted = reversal->run->steps[reversal->pair->second].task;
    size_t best = decision->count;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        if (option->kind == CHOICE_RUN && option->task == wanted)
            return i;
        bool fit = option->kind != CHOICE_FAULT && option->task != held;
        if (fit && (best == decision->count || calm_before(&reversal->calm, decision, i, best)))
            best = i;
    }
    return best < decision->count ? best : calm_pick(&reversal->calm, decision);
}

/* The step that was waited for is being taken: a step that never came has no like, so its task is
 * let go as far as it gets. */
static bool is_second(const struct reversal *reversal, const struct option *option)
{
    const struct step *second = &reversal->run->steps[reversal->pair->second];
    return !reversal->pair->unreached && option->task == second->task &&
           option->operation == second->operation && option->object == second->object;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct reversal *reversal = (struct reversal *)strategy;
    long picked;
    bool value = decision->options[0].kind == CHOICE_VALUE;
    if (decision->step < reversal->pair->first && reversal->next < reversal->run->choice_count)
        picked = follow(reversal, decision);
    else if (reversal->released || value)
        picked = (long)calm_pick(&reversal->calm, decision);
    else
        picked = (long)hold(reversal, decision);
    if (picked < 0)
        return picked;
    const struct option *taken = &decision->options[picked];
    reversal->released |= decision->step >= reversal->pair->first && is_second(reversal, taken);
    calm_took(&reversal->calm, taken);
    reversal->released |= reversal->calm.spins; /* or it might wait for the one that is held */
    return picked;
}

static void destroy(struct strategy *strategy)
{
    calm_free(&((struct reversal *)strategy)->calm);
    free(strategy);
}

static const struct strategy_class reversal_class = {
    .name = "reversal", .begin = begin, .pick = pick, .destroy = destroy};

struct strategy *strategy_reversal(const struct run *run, const struct critical_pair *pair)
{
    struct reversal *reversal = allocate(sizeof *reversal);
    reversal->strategy.class = &reversal_class;
    reversal->run = run;
    reversal->pair = pair;
    return &reversal->strategy;
}
