/* SPDX-License-Identifier: MIT */
/* `first`: no preemption, tasks in order of creation: the calm run that a student would expect. One
 * schedule, and then nothing new is left; what the order is, is told in calm.c. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/strategies.h"

#include <stdlib.h>

struct first {
    struct strategy strategy;
    struct calm calm;
};

static struct strategy *create(uint64_t seed)
{
    (void)seed;
    struct first *first = allocate(sizeof *first);
    first->strategy.class = &strategy_first;
    return &first->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    calm_begin(&((struct first *)strategy)->calm);
    return index == 0;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct calm *calm = &((struct first *)strategy)->calm;
    size_t picked = calm_pick(calm, decision);
    calm_took(calm, &decision->options[picked]);
    return (long)picked;
}

static void destroy(struct strategy *strategy)
{
    calm_free(&((struct first *)strategy)->calm);
    free(strategy);
}

const struct strategy_class strategy_first = {
    .name = "first", .create = create, .begin = begin, .pick = pick, .destroy = destroy};
