/* SPDX-License-Identifier: MIT */
/* `holding`: an earlier run once more, without some of its tasks: these take no step as long as the
 * others have any left that they took then. Where many tasks meet, most have nothing to do with a
 * failure, and a schedule that holds them back shows it.
 *
 * Of what the others took, the earliest that is open comes next; what isn't open yet is kept. Of
 * steps that nobody was asked for only the number is told, and who took the last; they are taken
 * for his. Whether the run still fails, whoever uses this has to see for himself. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/holding.h"

#include <stdlib.h>

struct holding {
    struct strategy strategy;
    const struct run *run;
    const struct held *held;
    bool *used;   /* by what the run took */
    size_t first; /* all before are used, or of tasks that are held back */
    size_t taken; /* by this run, when it was asked for the last time */
    struct calm calm;
};

static bool is_held(const struct held *held, uint32_t task)
{
    return task < held->count && held->tasks[task];
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct holding *holding = (struct holding *)strategy;
    (void)index;
    holding->first = holding->taken = 0;
    for (size_t i = 0; i < holding->run->taken_count; i++) {
        const struct option *option = &holding->run->taken[i];
        holding->used[i] = option->kind != CHOICE_CLOCK && is_held(holding->held, option->task);
    }
    calm_begin(&holding->calm);
    return true;
}

static size_t find(const struct decision *decision, const struct option *wanted)
{
    struct choice choice = choice_of(wanted);
    size_t i = 0;
    while (i < decision->count && !choice_matches(&choice, &decision->options[i]))
        i++;
    return i;
}

static void use_next_of(struct holding *holding, uint32_t task)
{
    const struct run *run = holding->run;
    size_t i = holding->first;
    while (i < run->taken_count &&
           (holding->used[i] || run->taken[i].kind != CHOICE_RUN || run->taken[i].task != task))
        i++;
    if (i < run->taken_count)
        holding->used[i] = true;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct holding *holding = (struct holding *)strategy;
    const struct run *run = holding->run;
    size_t picked = decision->count;
    for (; holding->taken < decision->taken; holding->taken++)
        use_next_of(holding, decision->current);
    holding->taken = decision->taken + 1;
    while (holding->first < run->taken_count && holding->used[holding->first])
        holding->first++;
    for (size_t i = holding->first; i < run->taken_count && picked == decision->count; i++) {
        if (holding->used[i])
            continue;
        picked = find(decision, &run->taken[i]);
        holding->used[i] = picked < decision->count;
    }
    if (picked == decision->count)
        picked = calm_pick(&holding->calm, decision);
    calm_took(&holding->calm, &decision->options[picked]);
    return (long)picked;
}

static void destroy(struct strategy *strategy)
{
    struct holding *holding = (struct holding *)strategy;
    calm_free(&holding->calm);
    free(holding->used);
    free(holding);
}

static const struct strategy_class holding_class = {
    .name = "holding", .begin = begin, .pick = pick, .destroy = destroy};

struct strategy *strategy_holding(const struct run *run, const struct held *held)
{
    struct holding *holding = allocate(sizeof *holding);
    holding->strategy.class = &holding_class;
    holding->run = run;
    holding->held = held;
    holding->used = allocate((run->taken_count + 1) * sizeof *holding->used);
    return &holding->strategy;
}
