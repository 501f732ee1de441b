/* SPDX-License-Identifier: MIT */
/* The list of strategies, and the calls that find a strategy's own functions.
 *
 * A strategy is a function of its seed and of the decisions and runs that it was shown; it sees no
 * clock and no descriptor. `replay` isn't in the list: it needs a schedule to be made. */
#include "explore/strategy.h"

#include "explore/strategies.h"

#include <string.h>

static const struct strategy_class *const classes[] = {
    &strategy_portfolio, &strategy_first, &strategy_random, &strategy_pct,
    &strategy_pos,       &strategy_surw,  &strategy_races,  &strategy_delay_bounded,
    &strategy_bounded,   &strategy_dpor,
};

enum { CLASSES = sizeof classes / sizeof classes[0] };

const struct strategy_class *strategy_find(const char *name)
{
    for (int i = 0; i < CLASSES; i++)
        if (strcmp(classes[i]->name, name) == 0)
            return classes[i];
    return NULL;
}

const char *const *strategy_names(void)
{
    static const char *names[CLASSES + 1];
    for (int i = 0; i < CLASSES; i++)
        names[i] = classes[i]->name;
    return names;
}

bool strategy_begin(struct strategy *strategy, uint64_t index)
{
    return strategy->class->begin(strategy, index);
}

long strategy_pick(struct strategy *strategy, const struct decision *decision)
{
    return strategy->class->pick(strategy, decision);
}

void strategy_end(struct strategy *strategy, const struct run *run)
{
    if (strategy->class->end)
        strategy->class->end(strategy, run);
}

void strategy_learn(struct strategy *strategy, const struct run *run)
{
    if (strategy->class->learn)
        strategy->class->learn(strategy, run);
}

void strategy_destroy(struct strategy *strategy)
{
    if (strategy)
        strategy->class->destroy(strategy);
}

struct strategy_progress strategy_progress(const struct strategy *strategy)
{
    struct strategy_progress progress = {
        .acting = strategy->class->name, .delay_bound = -1, .preemption_bound = -1};
    if (strategy->class->progress)
        strategy->class->progress(strategy, &progress);
    return progress;
}

static long pick_for_chooser(void *context, const struct decision *decision)
{
    return strategy_pick(context, decision);
}

struct chooser strategy_chooser(struct strategy *strategy)
{
    return (struct chooser){.pick = pick_for_chooser, .context = strategy};
}
