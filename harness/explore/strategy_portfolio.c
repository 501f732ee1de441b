/* SPDX-License-Identifier: MIT */
/* `portfolio`: several strategies under one budget, because none is best for every mistake.
 *
 * The first run is the calm one, which is also where the search by delay bound begins; that search
 * keeps a quarter of the runs, and when it has run everything, nothing is left for anybody. The
 * others take turns. All learn from all runs. Which strategy has run number i depends on i alone,
 * so a larger budget only adds runs at the end. */
#include "base/allocate.h"
#include "explore/strategies.h"

#include <stdlib.h>

enum member { SEARCH, POS, PCT, SURW, RANDOM, MEMBERS };

static const struct strategy_class *const classes[MEMBERS] = {
    [SEARCH] = &strategy_delay_bounded,
    [POS] = &strategy_pos,
    [PCT] = &strategy_pct,
    [SURW] = &strategy_surw,
    [RANDOM] = &strategy_random,
};

static const enum member turns[] = {SEARCH, POS, PCT, SURW, SEARCH, POS, RANDOM, SURW};

enum { TURNS = sizeof turns / sizeof turns[0] };

struct portfolio {
    struct strategy strategy;
    struct strategy *members[MEMBERS];
    uint64_t begun[MEMBERS]; /* runs of each */
    enum member acting;
};

static struct strategy *create(uint64_t seed)
{
    struct portfolio *portfolio = allocate(sizeof *portfolio);
    portfolio->strategy.class = &strategy_portfolio;
    for (int i = 0; i < MEMBERS; i++)
        portfolio->members[i] = classes[i]->create(seed * MEMBERS + (uint64_t)i);
    return &portfolio->strategy;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    portfolio->acting = turns[index % TURNS];
    return strategy_begin(portfolio->members[portfolio->acting],
                          portfolio->begun[portfolio->acting]++);
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    return strategy_pick(portfolio->members[portfolio->acting], decision);
}

static void end(struct strategy *strategy, const struct run *run)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    for (int i = 0; i < MEMBERS; i++) {
        if (i == (int)portfolio->acting)
            strategy_end(portfolio->members[i], run);
        else
            strategy_learn(portfolio->members[i], run);
    }
}

static void progress(const struct strategy *strategy, struct strategy_progress *progress)
{
    const struct portfolio *portfolio = (const struct portfolio *)strategy;
    *progress = strategy_progress(portfolio->members[SEARCH]);
    progress->acting = strategy_progress(portfolio->members[portfolio->acting]).acting;
}

static void destroy(struct strategy *strategy)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    for (int i = 0; i < MEMBERS; i++)
        strategy_destroy(portfolio->members[i]);
    free(portfolio);
}

const struct strategy_class strategy_portfolio = {.name = "portfolio",
                                                  .create = create,
                                                  .begin = begin,
                                                  .pick = pick,
                                                  .end = end,
                                                  .destroy = destroy,
                                                  .progress = progress};
