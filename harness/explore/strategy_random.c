/* SPDX-License-Identifier: MIT */
/* `random`: every open step and every signal in flight is as likely as any other. Fair, because
 * whatever stays open is taken sooner or later. Run number i depends on the seed and on i alone. */
#include "base/allocate.h"
#include "explore/chance.h"
#include "explore/strategies.h"

#include <stdlib.h>

struct uniform {
    struct strategy strategy;
    uint64_t seed;
    struct chance chance;
};

static struct strategy *create(uint64_t seed)
{
    struct uniform *uniform = allocate(sizeof *uniform);
    uniform->strategy.class = &strategy_random;
    uniform->seed = seed;
    return &uniform->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct uniform *uniform = (struct uniform *)strategy;
    chance_begin(&uniform->chance, uniform->seed, index);
    return true;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct chance *chance = &((struct uniform *)strategy)->chance;
    long picked = chance_pick(chance, decision);
    if (picked >= 0)
        return picked;
    uint64_t seen = 0;
    for (size_t i = 0; i < decision->count; i++)
        if (chance_is_order(&decision->options[i]) && random_one_in(&chance->random, ++seen))
            picked = (long)i;
    return picked;
}

static void destroy(struct strategy *strategy)
{
    free(strategy);
}

const struct strategy_class strategy_random = {
    .name = "random", .create = create, .begin = begin, .pick = pick, .destroy = destroy};
