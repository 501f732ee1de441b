/* SPDX-License-Identifier: MIT */
/* `replay`: follows a recorded schedule, stops at the first choice that isn't open, and remembers
 * which one that was. After the last choice it goes on in calm order, so a schedule needs to hold
 * no more than what is special about it: the minimiser counts on that. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/strategy.h"

#include <stdlib.h>

struct replay {
    struct strategy strategy;
    const struct schedule *schedule;
    size_t next;
    long divergence;
    struct calm calm;
};

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct replay *replay = (struct replay *)strategy;
    (void)index;
    replay->next = 0;
    replay->divergence = -1;
    calm_begin(&replay->calm);
    return true;
}

static long find(const struct decision *decision, const struct choice *choice)
{
    for (size_t i = 0; i < decision->count; i++)
        if (choice_matches(choice, &decision->options[i]))
            return (long)i;
    return -1;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct replay *replay = (struct replay *)strategy;
    long picked;
    if (replay->divergence >= 0)
        return -1;
    if (replay->next == replay->schedule->count) {
        picked = (long)calm_pick(&replay->calm, decision);
    } else {
        picked = find(decision, &replay->schedule->choices[replay->next]);
        if (picked < 0) {
            replay->divergence = (long)replay->next;
            return -1;
        }
        replay->next++;
    }
    calm_took(&replay->calm, &decision->options[picked]);
    return picked;
}

static void destroy(struct strategy *strategy)
{
    calm_free(&((struct replay *)strategy)->calm);
    free(strategy);
}

static const struct strategy_class replay_class = {
    .name = "replay", .begin = begin, .pick = pick, .destroy = destroy};

struct strategy *strategy_replay(const struct schedule *schedule)
{
    struct replay *replay = allocate(sizeof *replay);
    replay->strategy.class = &replay_class;
    replay->schedule = schedule;
    replay->divergence = -1;
    return &replay->strategy;
}

long strategy_replay_divergence(const struct strategy *strategy)
{
    return ((const struct replay *)strategy)->divergence;
}
