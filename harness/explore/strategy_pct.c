/* SPDX-License-Identifier: MIT */
/* `pct`: "A randomized scheduler with probabilistic guarantees of finding bugs" (Burckhardt et al.,
 * ASPLOS 2010).
 *
 * Tasks get random priorities, and the highest that can run, runs; at d - 1 random steps the one
 * that is about to run falls below all the others. A bug that needs d orders is hit with
 * probability at least 1/(n·k^(d-1)) for n tasks and k steps. The depth d goes through 1, 2, 3 from
 * run to run, k is what earlier runs were long.
 *
 * Two departures: a fall waits for a decision at which somebody else could run, for elsewhere it
 * would be lost; and a task that has yielded gets a new priority, one that spins falls to the very
 * bottom, or it would spin for ever if it was the highest. A signal in flight has a priority of its
 * own.
 *
 * A third: a run that has become much longer than others goes on at random. Two tasks that get out
 * of each other's way (trylock, and back off) may do so in step for ever under any fixed rule,
 * which no machine does. */
#include "base/allocate.h"
#include "explore/chance.h"
#include "explore/patience.h"
#include "explore/slots.h"
#include "explore/strategies.h"

#include <stdlib.h>

enum { DEEPEST = 3, FIRST_LENGTH = 32 };

/* Priorities, from the bottom: who spins (the last one lowest), who fell, and everybody else. */
#define FALLEN (UINT64_C(1) << 62)
#define ORDINARY (UINT64_C(1) << 63)

struct pct {
    struct strategy strategy;
    uint64_t seed;
    uint64_t length; /* k */
    struct chance chance;
    struct slots priorities; /* by task and whether it is about a signal; 0: not drawn yet */
    uint64_t falls[DEEPEST - 1];
    uint64_t fall_count;
    bool fallen[DEEPEST - 1];
    uint64_t bottom;
    struct patience patience;
};

static struct strategy *create(uint64_t seed)
{
    struct pct *pct = allocate(sizeof *pct);
    pct->strategy.class = &strategy_pct;
    pct->seed = seed;
    pct->length = FIRST_LENGTH;
    return &pct->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct pct *pct = (struct pct *)strategy;
    chance_begin(&pct->chance, pct->seed, index);
    slots_reset(&pct->priorities);
    pct->fall_count = index % DEEPEST;
    for (uint64_t i = 0; i < pct->fall_count; i++) {
        pct->falls[i] = random_below(&pct->chance.random, pct->length);
        pct->fallen[i] = false;
    }
    pct->bottom = FALLEN;
    patience_begin(&pct->patience);
    return true;
}

static uint64_t *priority(struct pct *pct, const struct option *option)
{
    uint64_t *slot =
        slots_at(&pct->priorities, option->task * 2 + (option->kind == CHOICE_DELIVER));
    if (*slot == 0)
        *slot = random_next(&pct->chance.random) | ORDINARY;
    return slot;
}

/* The option of highest priority; *alone tells whether it is the only one in question. */
static size_t highest(struct pct *pct, const struct decision *decision, bool *alone)
{
    size_t best = 0, seen = 0;
    uint64_t top = 0;
    for (size_t i = 0; i < decision->count; i++) {
        if (!chance_is_order(&decision->options[i]))
            continue;
        uint64_t here = *priority(pct, &decision->options[i]);
        best = here > top ? i : best;
        top = here > top ? here : top;
        seen++;
    }
    *alone = seen < 2;
    return best;
}

static void give_way(struct pct *pct, const struct option *taken)
{
    enum manners manners = patience_after(&pct->patience, taken);
    if (manners == YIELDED)
        *priority(pct, taken) = 0;
    else if (manners == SPINS)
        *priority(pct, taken) = --pct->bottom;
}

static bool is_too_long(const struct pct *pct)
{
    return pct->patience.choices > PATIENCE + 2 * pct->length;
}

static size_t any(struct pct *pct, const struct decision *decision)
{
    size_t picked;
    do
        picked = (size_t)random_below(&pct->chance.random, decision->count);
    while (!chance_is_order(&decision->options[picked]));
    return picked;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct pct *pct = (struct pct *)strategy;
    long rare = chance_pick(&pct->chance, decision);
    if (rare >= 0)
        return rare;
    if (is_too_long(pct))
        return (long)any(pct, decision);
    bool alone;
    size_t picked = highest(pct, decision, &alone);
    for (uint64_t i = 0; i < pct->fall_count && !alone; i++) {
        if (pct->fallen[i] || pct->falls[i] > decision->step)
            continue;
        pct->fallen[i] = true;
        *priority(pct, &decision->options[picked]) = FALLEN + i;
        picked = highest(pct, decision, &alone);
    }
    give_way(pct, &decision->options[picked]);
    return (long)picked;
}

/* The longest run of late that came to an end, forgotten slowly. */
static void learn(struct strategy *strategy, const struct run *run)
{
    struct pct *pct = (struct pct *)strategy;
    if (run->end == RUN_STEP_LIMIT || run->end == RUN_LIVELOCK)
        return;
    uint64_t faded = pct->length - pct->length / 4;
    pct->length = run->step_count > faded ? run->step_count : faded;
}

static void destroy(struct strategy *strategy)
{
    slots_free(&((struct pct *)strategy)->priorities);
    patience_free(&((struct pct *)strategy)->patience);
    free(strategy);
}

const struct strategy_class strategy_pct = {.name = "pct",
                                            .create = create,
                                            .begin = begin,
                                            .pick = pick,
                                            .end = learn,
                                            .destroy = destroy,
                                            .learn = learn};
