/* SPDX-License-Identifier: MIT */
/* `portfolio`: several strategies under one budget, because none is best for every mistake.
 *
 * The first run is the calm one, which is also where the search by delay bound begins. That search
 * has a quarter of the runs until every schedule with at most one delay was made; then dpor takes
 * over from it if the space looks small enough to be finished. When either has run everything,
 * nothing is left for anybody. The others take turns, and all learn from all runs.
 *
 * Which strategy has run number i depends on i and on what the runs before were like, never on the
 * budget: a larger one only adds runs at the end. */
#include "base/allocate.h"
#include "explore/strategies.h"

#include <stdlib.h>

enum member { SEARCH, REDUCTION, POS, PCT, SURW, RANDOM, RACES, MEMBERS };

static const struct strategy_class *const classes[MEMBERS] = {
    [SEARCH] = &strategy_delay_bounded,
    [REDUCTION] = &strategy_dpor,
    [POS] = &strategy_pos,
    [PCT] = &strategy_pct,
    [SURW] = &strategy_surw,
    [RANDOM] = &strategy_random,
    [RACES] = &strategy_races,
};

/* The exhaustive search has every fourth turn. What races in the calm run is turned round first,
 * for that shows most of the simple mistakes at once; SURW comes soonest to most others, and POS to
 * what is left; PCT's turn is for deep bugs that none of these has a sense for. */
static const enum member turns[] = {SEARCH, RACES,  SURW, RACES, SEARCH, SURW, POS, SURW,
                                    SEARCH, POS,    SURW, POS,   SEARCH, SURW, POS, SURW,
                                    SEARCH, RANDOM, SURW, POS,   SEARCH, SURW, POS, SURW,
                                    SEARCH, POS,    SURW, PCT,   SEARCH, SURW, POS, SURW};

enum { TURNS = sizeof turns / sizeof turns[0] };

/* A space of up to 2^32 schedules may well have few enough classes to be finished. */
enum { SMALL_SPACE_BITS = 32, DELAYS_BEFORE_REDUCTION = 1 };

struct portfolio {
    struct strategy strategy;
    struct strategy *members[MEMBERS];
    uint64_t begun[MEMBERS]; /* runs of each */
    bool spent[MEMBERS]; /* has nothing left to run, though it can't say that it saw everything */
    enum member acting;
    unsigned bits; /* of the branchings of this run, rounded up */
    bool small;    /* the last random run had few */
};

/* Seeds of the members: SEARCH draws nothing, so RACES may have that of the next one's. */
enum { SEEDS = MEMBERS - 1 };

static struct strategy *create(uint64_t seed)
{
    struct portfolio *portfolio = allocate(sizeof *portfolio);
    portfolio->strategy.class = &strategy_portfolio;
    for (int i = 0; i < MEMBERS; i++)
        portfolio->members[i] = classes[i]->create(seed * SEEDS + (uint64_t)i);
    return &portfolio->strategy;
}

static enum member whose_turn(const struct portfolio *portfolio, uint64_t index)
{
    enum member member = turns[index % TURNS];
    long delays = strategy_progress(portfolio->members[SEARCH]).delay_bound;
    bool reduce = portfolio->small && !portfolio->spent[REDUCTION] &&
                  (delays >= DELAYS_BEFORE_REDUCTION || portfolio->spent[SEARCH]);
    if (member == SEARCH && reduce)
        return REDUCTION;
    return portfolio->spent[member] ? POS : member;
}

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    portfolio->bits = 0;
    for (;;) {
        enum member member = portfolio->acting = whose_turn(portfolio, index);
        struct strategy *acting = portfolio->members[member];
        if (strategy_begin(acting, portfolio->begun[member]++))
            return true;
        if (strategy_progress(acting).finished)
            return false;
        portfolio->spent[member] = true;
    }
}

static unsigned bits_of(const struct decision *decision)
{
    unsigned bits = 0;
    while (decision->count > (size_t)1 << bits)
        bits++;
    return bits;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    portfolio->bits += bits_of(decision);
    return strategy_pick(portfolio->members[portfolio->acting], decision);
}

static void end(struct strategy *strategy, const struct run *run)
{
    struct portfolio *portfolio = (struct portfolio *)strategy;
    if (portfolio->acting == RANDOM)
        portfolio->small = portfolio->bits <= SMALL_SPACE_BITS;
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
    struct strategy_progress reduction = strategy_progress(portfolio->members[REDUCTION]);
    *progress = reduction.finished ? reduction : strategy_progress(portfolio->members[SEARCH]);
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
