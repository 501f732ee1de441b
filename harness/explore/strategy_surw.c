/* SPDX-License-Identifier: MIT */
/* `surw`: selectively uniform random walk, "Selectively uniform concurrency testing" (Zhao et al.,
 * ASPLOS 2025).
 *
 * A plain random walk is far from uniform over interleavings: a task with many steps left is as
 * likely to go next as one with few. Here one object is chosen for each run, and the order of the
 * steps on it is made as good as uniform: a task is drawn, weighted by how many of these steps it
 * still has before it (as an earlier run counted them; those of its children not yet born are its
 * own), and the next of these steps is its; others that come to one wait for it. All other steps
 * are taken at random.
 *
 * Where many tasks do the same and one does something else, uniform is still unfair: which of the
 * many comes when makes no difference, and the one is seldom early. So, where tasks are alike,
 * every other run draws a kind first, all kinds alike, and then a task of that kind.
 *
 * The counts are guesses, so a drawn task may be blocked or done: when all the others wait, another
 * one of them is drawn. When a task spins, the waiting is called off for one decision, for it may
 * be the drawn one. */
#include "base/allocate.h"
#include "explore/census.h"
#include "explore/chance.h"
#include "explore/patience.h"
#include "explore/strategies.h"

#include <stdlib.h>

enum { LOTS = 512 }; /* tasks or options that are drawn from at a time */

struct surw {
    struct strategy strategy;
    uint64_t seed;
    struct chance chance;
    struct census census;
    struct lineage lineage;
    struct slots remaining; /* by task: steps on the object that it still has before it */
    struct slots kinds;     /* by task */
    bool by_kind;           /* this run draws kinds first */
    uint64_t object;        /* 0: none is known to be shared */
    uint32_t drawn;         /* task; NO_TASK: nobody, and nobody waits */
    uint32_t weary;         /* task that has just spun; NO_TASK: none */
    struct patience patience;
};

static struct strategy *create(uint64_t seed)
{
    struct surw *surw = allocate(sizeof *surw);
    surw->strategy.class = &strategy_surw;
    surw->seed = seed;
    return &surw->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct surw *surw = (struct surw *)strategy;
    size_t shared = surw->census.shared_count;
    chance_begin(&surw->chance, surw->seed, index);
    surw->object = shared ? surw->census.shared[random_below(&surw->chance.random, shared)] : 0;
    census_focus(&surw->census, surw->object);
    lineage_begin(&surw->lineage);
    slots_reset(&surw->remaining);
    slots_reset(&surw->kinds);
    surw->by_kind = surw->census.alike && index % 2 == 1;
    surw->drawn = surw->weary = NO_TASK;
    patience_begin(&surw->patience);
    return true;
}

/* Gives new tasks their share of what their parents have before them. */
static void meet_newborn(struct surw *surw, const struct decision *decision)
{
    uint32_t known = surw->lineage.known;
    lineage_see(&surw->lineage, decision);
    for (uint32_t task = known; task < surw->lineage.known; task++) {
        uint64_t weight = census_weight(&surw->census, lineage_identity(&surw->lineage, task));
        uint64_t *parent = slots_at(&surw->remaining, decision->current);
        *parent -= *parent < weight ? *parent : weight;
        *slots_at(&surw->remaining, task) = weight;
        *slots_at(&surw->kinds, task) =
            census_kind(&surw->census, lineage_identity(&surw->lineage, task));
    }
}

/* Tasks to draw from, each with its weight; what is drawn is its place in the list. */
struct lot {
    uint32_t tasks[LOTS];
    uint64_t weights[LOTS];
    size_t count;
};

static void lot_add(struct lot *lot, uint32_t task, uint64_t weight)
{
    if (weight == 0 || lot->count == LOTS)
        return;
    lot->tasks[lot->count] = task;
    lot->weights[lot->count++] = weight;
}

static uint64_t kind_at(const struct surw *surw, const struct lot *lot, size_t i)
{
    return slots_get(&surw->kinds, lot->tasks[i]);
}

static bool kind_is_new(const struct surw *surw, const struct lot *lot, size_t i)
{
    for (size_t earlier = 0; earlier < i; earlier++)
        if (kind_at(surw, lot, earlier) == kind_at(surw, lot, i))
            return false;
    return true;
}

static uint64_t draw_kind(struct surw *surw, const struct lot *lot)
{
    uint64_t kind = 0, kinds = 0;
    for (size_t i = 0; i < lot->count; i++)
        if (kind_is_new(surw, lot, i) && random_one_in(&surw->chance.random, ++kinds))
            kind = kind_at(surw, lot, i);
    return kind;
}

/* Place in the lot; -1 when it is empty. */
static long draw(struct surw *surw, const struct lot *lot)
{
    uint64_t total = 0, kind = surw->by_kind ? draw_kind(surw, lot) : 0;
    long drawn = -1;
    for (size_t i = 0; i < lot->count; i++) {
        if (surw->by_kind && kind_at(surw, lot, i) != kind)
            continue;
        total += lot->weights[i];
        if (random_below(&surw->chance.random, total) < lot->weights[i])
            drawn = (long)i;
    }
    return drawn;
}

/* A task, by what it has before it; NO_TASK when nobody has anything. */
static uint32_t draw_task(struct surw *surw)
{
    struct lot lot = {.count = 0};
    for (uint32_t task = 0; task < surw->lineage.known; task++)
        lot_add(&lot, task, slots_get(&surw->remaining, task));
    long drawn = draw(surw, &lot);
    return drawn < 0 ? NO_TASK : lot.tasks[drawn];
}

static bool touches(const struct surw *surw, const struct option *option)
{
    return option->kind == CHOICE_RUN && surw->object && census_object(option) == surw->object;
}

static bool must_wait(const struct surw *surw, const struct option *option)
{
    if (surw->weary != NO_TASK)
        return option->task == surw->weary;
    return surw->drawn != NO_TASK && touches(surw, option) && option->task != surw->drawn;
}

/* Uniform among the options that are about order and needn't wait; -1 if there is none. */
static long pick_free(struct surw *surw, const struct decision *decision)
{
    long picked = -1;
    uint64_t seen = 0;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        if (chance_is_order(option) && !must_wait(surw, option) &&
            random_one_in(&surw->chance.random, ++seen))
            picked = (long)i;
    }
    return picked;
}

/* All that is open waits for a task that can't come: one of them goes, drawn as in draw_task. */
static long pick_waiting(struct surw *surw, const struct decision *decision)
{
    struct lot lot = {.count = 0};
    size_t places[LOTS];
    for (size_t i = 0; i < decision->count && lot.count < LOTS; i++) {
        const struct option *option = &decision->options[i];
        if (!chance_is_order(option))
            continue;
        places[lot.count] = i;
        lot_add(&lot, option->task, 1 + slots_get(&surw->remaining, option->task));
    }
    long drawn = draw(surw, &lot);
    return drawn < 0 ? -1 : (long)places[drawn];
}

static void take(struct surw *surw, const struct option *taken)
{
    surw->weary = patience_after(&surw->patience, taken) == SPINS ? taken->task : NO_TASK;
    if (!touches(surw, taken))
        return;
    uint64_t *remaining = slots_at(&surw->remaining, taken->task);
    *remaining -= *remaining > 0;
    surw->drawn = draw_task(surw);
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct surw *surw = (struct surw *)strategy;
    long picked = chance_pick(&surw->chance, decision);
    if (decision->options[0].kind == CHOICE_VALUE)
        return picked;
    meet_newborn(surw, decision);
    if (surw->drawn == NO_TASK)
        surw->drawn = draw_task(surw);
    if (picked < 0)
        picked = pick_free(surw, decision);
    if (picked < 0)
        picked = pick_waiting(surw, decision);
    take(surw, &decision->options[picked]);
    return picked;
}

static void learn(struct strategy *strategy, const struct run *run)
{
    census_take(&((struct surw *)strategy)->census, run);
}

static void destroy(struct strategy *strategy)
{
    struct surw *surw = (struct surw *)strategy;
    census_free(&surw->census);
    lineage_free(&surw->lineage);
    slots_free(&surw->remaining);
    slots_free(&surw->kinds);
    patience_free(&surw->patience);
    free(strategy);
}

const struct strategy_class strategy_surw = {.name = "surw",
                                             .create = create,
                                             .begin = begin,
                                             .pick = pick,
                                             .end = learn,
                                             .destroy = destroy,
                                             .learn = learn};
