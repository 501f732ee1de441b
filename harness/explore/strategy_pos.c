/* SPDX-License-Identifier: MIT */
/* `pos`: "Partial order aware concurrency sampling" (Yuan, Yang and Gu, CAV 2018).
 *
 * Every pending operation has a random priority, and the highest is taken. Then the priorities of
 * the operations that raced with it, which depend on it, are drawn anew: so the orders of dependent
 * operations are as independent of each other as can be, and those of the others aren't spent on.
 * What a spinning task does next comes last of all, until something that it depends on has
 * happened. */
#include "base/allocate.h"
#include "explore/chance.h"
#include "explore/dependence.h"
#include "explore/patience.h"
#include "explore/slots.h"
#include "explore/strategies.h"

#include <stdlib.h>

/* Priorities that are drawn have this bit; those of spinning tasks are below. */
#define ORDINARY (UINT64_C(1) << 63)

struct pos {
    struct strategy strategy;
    uint64_t seed;
    struct chance chance;
    struct slots priorities; /* by task and whether it is about a signal; 0: to be drawn */
    uint64_t bottom;         /* given to the last task that spun */
    struct patience patience;
};

static struct strategy *create(uint64_t seed)
{
    struct pos *pos = allocate(sizeof *pos);
    pos->strategy.class = &strategy_pos;
    pos->seed = seed;
    return &pos->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct pos *pos = (struct pos *)strategy;
    chance_begin(&pos->chance, pos->seed, index);
    slots_reset(&pos->priorities);
    pos->bottom = ORDINARY;
    patience_begin(&pos->patience);
    return true;
}

static uint64_t *slot_of(struct pos *pos, const struct option *option)
{
    return slots_at(&pos->priorities, option->task * 2 + (option->kind == CHOICE_DELIVER));
}

static uint64_t priority(struct pos *pos, const struct option *option)
{
    uint64_t *slot = slot_of(pos, option);
    if (*slot == 0)
        *slot = random_next(&pos->chance.random) | ORDINARY;
    return *slot;
}

static size_t highest(struct pos *pos, const struct decision *decision)
{
    size_t best = 0;
    uint64_t top = 0;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        if (chance_is_order(option) && priority(pos, option) > top) {
            top = priority(pos, option);
            best = i;
        }
    }
    return best;
}

static void redraw(struct pos *pos, const struct decision *decision, size_t taken)
{
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        if (chance_is_order(option) && dependent(option, &decision->options[taken]))
            *slot_of(pos, option) = 0;
    }
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct pos *pos = (struct pos *)strategy;
    long picked = chance_pick(&pos->chance, decision);
    if (decision->options[0].kind == CHOICE_VALUE)
        return picked;
    if (picked < 0)
        picked = (long)highest(pos, decision);
    const struct option *taken = &decision->options[picked];
    if (patience_after(&pos->patience, taken) == SPINS)
        *slot_of(pos, taken) = --pos->bottom; /* and no redrawing: it would raise other spinners */
    else
        redraw(pos, decision, (size_t)picked);
    return picked;
}

static void destroy(struct strategy *strategy)
{
    slots_free(&((struct pos *)strategy)->priorities);
    patience_free(&((struct pos *)strategy)->patience);
    free(strategy);
}

const struct strategy_class strategy_pos = {
    .name = "pos", .create = create, .begin = begin, .pick = pick, .destroy = destroy};
