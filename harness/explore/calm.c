/* SPDX-License-Identifier: MIT */
/* The calm order, shared by `first`, by the tail of a replay, and by bounded search, whose bounds
 * count the departures from it.
 *
 * Recorded schedules may be shorter than their runs and rely on the calm order for the rest: a
 * change here changes what they mean.
 *
 * It is fair: a task that yields, or that is running when the patience ends, goes to the end of the
 * queue, and the queue decides whenever the running task can't go on. Signals come before tasks
 * once the running task is done for now: that is what a student expects of `kill`. */
#include "explore/calm.h"

void calm_begin(struct calm *calm)
{
    slots_reset(&calm->stamps);
    patience_begin(&calm->patience);
    calm->stamp = 0;
    calm->gives_way = calm->spins = false;
}

static bool keeps_running(const struct calm *calm, const struct decision *decision)
{
    enum choice_kind kind = decision->options[decision->calm].kind;
    if (kind == CHOICE_RUN)
        return decision->can_go_on && !calm->gives_way;
    return kind != CHOICE_FAULT;
}

/* Place of a kind in the queue; what is rare by nature comes last. */
static int kind_rank(enum choice_kind kind)
{
    static const int ranks[] = {[CHOICE_DELIVER] = 0,
                                [CHOICE_RUN] = 1,
                                [CHOICE_VALUE] = 1,
                                [CHOICE_CLOCK] = 2,
                                [CHOICE_FAULT] = 3};
    return ranks[kind];
}

bool calm_before(const struct calm *calm, const struct decision *decision, size_t a, size_t b)
{
    const struct option *first = &decision->options[a], *second = &decision->options[b];
    if (keeps_running(calm, decision) && (a == decision->calm || b == decision->calm))
        return a == decision->calm && b != decision->calm;
    if (kind_rank(first->kind) != kind_rank(second->kind))
        return kind_rank(first->kind) < kind_rank(second->kind);
    uint64_t stamps[] = {slots_get(&calm->stamps, first->task),
                         slots_get(&calm->stamps, second->task)};
    if (first->kind == CHOICE_RUN && stamps[0] != stamps[1])
        return stamps[0] < stamps[1];
    return a < b;
}

size_t calm_pick(const struct calm *calm, const struct decision *decision)
{
    size_t best = decision->calm;
    for (size_t i = 0; i < decision->count; i++)
        if (calm_before(calm, decision, i, best))
            best = i;
    return best;
}

void calm_took(struct calm *calm, const struct option *taken)
{
    if (taken->kind == CHOICE_VALUE)
        return;
    enum manners manners = patience_after(&calm->patience, taken);
    calm->gives_way = manners != GOES_ON;
    calm->spins = manners == SPINS;
    if (calm->gives_way)
        *slots_at(&calm->stamps, taken->task) = ++calm->stamp;
}

void calm_free(struct calm *calm)
{
    slots_free(&calm->stamps);
    patience_free(&calm->patience);
}
