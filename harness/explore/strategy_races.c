/* SPDX-License-Identifier: MIT */
/* `races`: an earlier run, with one of its races the other way round, after "Race directed random
 * testing of concurrent programs" (Sen, PLDI 2008): the task that came first is held back until the
 * other one has come, and from there on nobody is interrupted.
 *
 * A bug that one wrong order makes is one such turn away from any run in which that order was
 * right, however many orders of other things there are; for deeper ones, runs that came of a turn
 * have theirs turned in their turn. The search begins with the calm run, or with what another
 * strategy ran; and again when it is some turns away from there, with a drawn run if no other
 * strategy has one. What is raced for is drawn first and then one of its races, lest a lock that is
 * taken often hide all others. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/critical.h"
#include "explore/races.h"
#include "explore/random.h"
#include "explore/strategies.h"

#include <stdlib.h>

/* So many races of one run are tried before one of the runs that came of it takes its place, and
 * after so many places the search begins anew. */
enum { BREADTH = 4, DEPTH = 3 };

struct by_races {
    struct strategy strategy;
    uint64_t seed;
    struct random random;
    struct calm calm;
    struct run base;    /* steps and choices of a run, and nothing else */
    struct races races; /* those of it that weren't tried yet */
    unsigned tried;     /* others of it */
    unsigned depth;     /* of the base; 0: there is none yet */
    struct run latest;  /* likewise, of the last run that may be the next base */
    bool offered;       /* by another strategy */
    struct critical_pair pair;
    struct strategy *guide; /* chooses this run; NULL: nothing races, so it is a calm one */
};

static struct strategy *create(uint64_t seed)
{
    struct by_races *races = allocate(sizeof *races);
    races->strategy.class = &strategy_races;
    races->seed = seed;
    return &races->strategy;
}

static uint32_t matter_of(const struct run *run, const struct race *race)
{
    return run->steps[race->second].object;
}

static uint32_t draw_matter(struct by_races *races)
{
    const struct races *list = &races->races;
    uint32_t drawn = 0;
    uint64_t seen = 0;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t matter = matter_of(&races->base, &list->items[i]);
        bool known = false;
        for (size_t earlier = 0; earlier < i && !known; earlier++)
            known = matter_of(&races->base, &list->items[earlier]) == matter;
        if (!known && random_one_in(&races->random, ++seen))
            drawn = matter;
    }
    return drawn;
}

/* Takes one from the list, which isn't empty. */
static struct critical_pair draw_race(struct by_races *races)
{
    struct races *list = &races->races;
    uint32_t matter = draw_matter(races);
    size_t drawn = 0;
    uint64_t seen = 0;
    for (size_t i = 0; i < list->count; i++)
        if (matter_of(&races->base, &list->items[i]) == matter &&
            random_one_in(&races->random, ++seen))
            drawn = i;
    struct critical_pair pair = {list->items[drawn].first, list->items[drawn].second, false};
    list->items[drawn] = list->items[--list->count];
    return pair;
}

/* Goes on to the next base. */
static void advance(struct by_races *races)
{
    run_clear(&races->base);
    free(races->races.items);
    races->base = races->latest;
    races->latest = (struct run){0};
    races->races = races_of(&races->base);
    races->depth = races->offered ? 1 : races->depth + 1;
    races->tried = 0;
    races->offered = false;
}

static struct strategy *anew(struct by_races *races, uint64_t index)
{
    struct strategy *random = strategy_random.create(races->seed);
    races->depth = 0;
    strategy_begin(random, index);
    return random;
}

static struct strategy *turn_round(struct by_races *races)
{
    if (races->races.count == 0)
        return NULL;
    races->tried++;
    races->pair = draw_race(races);
    struct strategy *reversal = strategy_reversal(&races->base, &races->pair);
    strategy_begin(reversal, 0);
    return reversal;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct by_races *races = (struct by_races *)strategy;
    bool spent = races->races.count == 0 || races->tried == BREADTH;
    bool far = spent && races->depth >= DEPTH && !races->offered;
    random_seed(&races->random, races->seed, index);
    calm_begin(&races->calm);
    strategy_destroy(races->guide);
    if (spent && !far)
        advance(races);
    races->guide = far ? anew(races, index) : turn_round(races);
    return true;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct by_races *races = (struct by_races *)strategy;
    long picked = races->guide ? strategy_pick(races->guide, decision) : -1;
    if (picked < 0)
        picked = (long)calm_pick(&races->calm, decision);
    calm_took(&races->calm, &decision->options[picked]);
    return picked;
}

static void keep(struct by_races *races, const struct run *run)
{
    struct run *latest = &races->latest;
    run_clear(latest);
    latest->steps = copy_memory(run->steps, run->step_count * sizeof *run->steps);
    latest->step_count = run->step_count;
    latest->choices = copy_memory(run->choices, run->choice_count * sizeof *run->choices);
    latest->choice_count = run->choice_count;
}

static void end(struct strategy *strategy, const struct run *run)
{
    struct by_races *races = (struct by_races *)strategy;
    keep(races, run);
    races->offered = false;
}

static void learn(struct strategy *strategy, const struct run *run)
{
    struct by_races *races = (struct by_races *)strategy;
    if (races->depth > 0 && races->depth < DEPTH)
        return;
    keep(races, run);
    races->offered = true;
}

static void destroy(struct strategy *strategy)
{
    struct by_races *races = (struct by_races *)strategy;
    strategy_destroy(races->guide);
    run_clear(&races->base);
    run_clear(&races->latest);
    free(races->races.items);
    calm_free(&races->calm);
    free(races);
}

const struct strategy_class strategy_races = {.name = "races",
                                              .create = create,
                                              .begin = begin,
                                              .pick = pick,
                                              .end = end,
                                              .destroy = destroy,
                                              .learn = learn};
