/* SPDX-License-Identifier: MIT */
/* Outcomes are drawn uniformly. Faults and early clocks are drawn at a rate and from a set of kinds
 * that change from run to run ("swarm testing", Groce et al., ISSTA 2012): a run in which
 * everything goes wrong at once shows less than many runs in which one thing does. At the highest
 * rate one decision in ten takes one, so that runs still come to an end. */
#include "explore/chance.h"

static const uint64_t rarities[] = {0, 256, 64, 24, 10};

enum { RARITIES = sizeof rarities / sizeof rarities[0] };

void chance_begin(struct chance *chance, uint64_t seed, uint64_t index)
{
    random_seed(&chance->random, seed, index);
    chance->rarity = rarities[random_below(&chance->random, RARITIES)];
    chance->kinds = random_next(&chance->random);
}

bool chance_is_order(const struct option *option)
{
    return option->kind == CHOICE_RUN || option->kind == CHOICE_DELIVER;
}

/* The bit of a rare event's kind; faults are bits already, the clock gets the one above them. */
static uint64_t kind_bit(const struct option *option)
{
    return option->kind == CHOICE_CLOCK ? UINT64_C(1) << 32 : (uint64_t)option->value;
}

/* Uniform among the rare events of these kinds; -1 if there is none. */
static long pick_rare(struct chance *chance, const struct decision *decision, uint64_t kinds)
{
    long picked = -1;
    uint64_t seen = 0;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        bool eligible = !chance_is_order(option) && (kinds & kind_bit(option));
        if (eligible && random_one_in(&chance->random, ++seen))
            picked = (long)i;
    }
    return picked;
}

static bool any_order(const struct decision *decision)
{
    for (size_t i = 0; i < decision->count; i++)
        if (chance_is_order(&decision->options[i]))
            return true;
    return false;
}

/* Nobody can run: time passes, or else whatever there is. */
static long pick_without_order(struct chance *chance, const struct decision *decision)
{
    for (size_t i = 0; i < decision->count; i++)
        if (decision->options[i].kind == CHOICE_CLOCK)
            return (long)i;
    return pick_rare(chance, decision, UINT64_MAX);
}

long chance_pick(struct chance *chance, const struct decision *decision)
{
    if (decision->options[0].kind == CHOICE_VALUE)
        return (long)random_below(&chance->random, decision->count);
    long picked = -1;
    if (chance->rarity && random_one_in(&chance->random, chance->rarity))
        picked = pick_rare(chance, decision, chance->kinds);
    if (picked < 0 && !any_order(decision))
        picked = pick_without_order(chance, decision);
    return picked;
}
