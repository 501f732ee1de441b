/* SPDX-License-Identifier: MIT */
/* `adapting`: follows a schedule that was made for another run as far as it goes. In a schedule
 * from which a switch was taken out, a task waits less often than before, or not at the same
 * places, so it takes fewer steps or more: a strict replay would give up there. A choice that isn't
 * open is left out, an outcome that nobody wished for is the first. What was taken is itself a
 * schedule that fits. */
#include "base/allocate.h"
#include "explore/calm.h"
#include "explore/strategy.h"

#include <stdlib.h>

struct adapting {
    struct strategy strategy;
    const struct schedule *wished;
    struct schedule *taken;
    size_t next;
    struct calm calm;
};

static bool begin(struct strategy *strategy, uint64_t index)
{
    struct adapting *adapting = (struct adapting *)strategy;
    (void)index;
    adapting->next = 0;
    schedule_clear(adapting->taken);
    calm_begin(&adapting->calm);
    return true;
}

static size_t find(const struct decision *decision, const struct choice *choice)
{
    size_t i = 0;
    while (i < decision->count && !choice_matches(choice, &decision->options[i]))
        i++;
    return i;
}

/* The next wish that is open; decision->count: there is none. */
static size_t wish(struct adapting *adapting, const struct decision *decision)
{
    const struct schedule *wished = adapting->wished;
    bool asks_value = decision->options[0].kind == CHOICE_VALUE;
    if (asks_value && wished->choices[adapting->next].kind != CHOICE_VALUE)
        return 0;
    while (adapting->next < wished->count) {
        size_t found = find(decision, &wished->choices[adapting->next++]);
        if (found < decision->count)
            return found;
    }
    return decision->count;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct adapting *adapting = (struct adapting *)strategy;
    size_t picked = decision->count;
    if (adapting->next < adapting->wished->count)
        picked = wish(adapting, decision);
    if (picked < decision->count)
        schedule_add(adapting->taken, choice_of(&decision->options[picked]));
    else
        picked = calm_pick(&adapting->calm, decision);
    calm_took(&adapting->calm, &decision->options[picked]);
    return (long)picked;
}

static void destroy(struct strategy *strategy)
{
    calm_free(&((struct adapting *)strategy)->calm);
    free(strategy);
}

static const struct strategy_class adapting_class = {
    .name = "adapting", .begin = begin, .pick = pick, .destroy = destroy};

struct strategy *strategy_adapting(const struct schedule *wished, struct schedule *taken)
{
    struct adapting *adapting = allocate(sizeof *adapting);
    adapting->strategy.class = &adapting_class;
    adapting->wished = wished;
    adapting->taken = taken;
    return &adapting->strategy;
}
