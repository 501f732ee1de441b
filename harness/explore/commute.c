/* SPDX-License-Identifier: MIT */
/* A run is a line through a partial order: whatever doesn't depend on each other may change places
 * (Mazurkiewicz traces). Of the lines through the same order we want one that stays with each task
 * as long as it may. That is hard in general, so it is done greedily, once from the front and once
 * from the end, and the better of the two is taken.
 *
 * The unit that moves is an option that was taken, together with the outcomes picked in it. Tasks
 * are numbered as they are born, so births keep their order; and nobody moves before their birth.
 * The table of dependence holds births to depend on every end of a process, for it is not always
 * told which process is meant. That is needless for most: boldly, they don't. The result is always
 * run again before anything is made of it, so boldness costs a run at worst. */
#include "explore/commute.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "explore/calm.h"
#include "explore/dependence.h"
#include "explore/schedule.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1000 }; /* units; the work grows with the square */

struct unit {
    size_t start, end; /* in run->taken */
    uint32_t child;    /* born in it; NO_TASK */
};

struct weave {
    const struct run *run;
    enum commuting commuting;
    struct unit *units;
    size_t count;
};

static const struct option *option_at(const struct weave *weave, size_t unit)
{
    return &weave->run->taken[weave->units[unit].start];
}

static bool is_birth(const struct option *option)
{
    return option->kind == CHOICE_RUN &&
           (option->operation == OPERATION_FORK || option->operation == OPERATION_THREAD);
}

/* Births in order are the tasks in order; one that failed is told by its parent not having such a
 * child. */
static void split(struct weave *weave)
{
    const struct run *run = weave->run;
    uint32_t next = 1;
    for (size_t i = 0; i < run->taken_count; i++) {
        const struct option *option = &run->taken[i];
        if (option->kind == CHOICE_VALUE && weave->count) {
            weave->units[weave->count - 1].end = i + 1;
            continue;
        }
        bool born =
            is_birth(option) && next < run->task_count && run->tasks[next].parent == option->task;
        weave->units[weave->count++] =
            (struct unit){.start = i, .end = i + 1, .child = born ? next++ : NO_TASK};
    }
}

/* Death by force is an end, whatever the task was about to do. */
static struct option meaning_of(const struct option *option)
{
    struct option meaning = *option;
    if (option->kind == CHOICE_FAULT && option->value == FAULT_KILL)
        meaning.operation = OPERATION_DEATH;
    return meaning;
}

static bool must_stay(const struct weave *weave, size_t a, size_t b)
{
    struct option first = meaning_of(option_at(weave, a)), second = meaning_of(option_at(weave, b));
    bool births[] = {is_birth(&first), is_birth(&second)};
    bool clock = first.kind == CHOICE_CLOCK || second.kind == CHOICE_CLOCK;
    if (first.task == second.task || weave->units[a].child == second.task || clock)
        return true;
    if (births[0] && births[1])
        return true;
    if (weave->commuting == COMMUTE_BOLDLY && (births[0] || births[1]))
        return false;
    return dependent(&first, &second);
}

/* By unit: how many must come before it, or backwards, after it. */
static size_t *count_waits(const struct weave *weave, bool backwards)
{
    size_t *waits = allocate((weave->count + 1) * sizeof *waits);
    for (size_t b = 0; b < weave->count; b++)
        for (size_t a = 0; a < b; a++)
            waits[backwards ? a : b] += must_stay(weave, a, b);
    return waits;
}

/* The task that goes on, if it may; else the unit that was nearest. weave->count: nothing left. */
static size_t next_unit(const struct weave *weave, const size_t *waits, const bool *done,
                        uint32_t task, bool backwards)
{
    size_t nearest = weave->count;
    for (size_t i = 0; i < weave->count; i++) {
        size_t unit = backwards ? weave->count - 1 - i : i;
        if (done[unit] || waits[unit])
            continue;
        if (option_at(weave, unit)->task == task)
            return unit;
        if (nearest == weave->count)
            nearest = unit;
    }
    return nearest;
}

static void release(const struct weave *weave, size_t *waits, size_t unit, bool backwards)
{
    size_t from = backwards ? 0 : unit + 1, to = backwards ? unit : weave->count;
    for (size_t i = from; i < to; i++)
        waits[i] -= backwards ? must_stay(weave, i, unit) : must_stay(weave, unit, i);
}

/* Fills in the units in their new order. */
static void line_up(const struct weave *weave, size_t *order, bool backwards)
{
    cleanup_free size_t *waits = count_waits(weave, backwards);
    cleanup_free bool *done = allocate((weave->count + 1) * sizeof *done);
    uint32_t task = backwards ? NO_TASK : 0;
    for (size_t i = 0; i < weave->count; i++) {
        size_t unit = next_unit(weave, waits, done, task, backwards);
        order[backwards ? weave->count - 1 - i : i] = unit;
        done[unit] = true;
        task = option_at(weave, unit)->task;
        release(weave, waits, unit, backwards);
    }
}

static size_t switches(const struct weave *weave, const size_t *order)
{
    size_t count = 0;
    uint32_t task = 0;
    for (size_t i = 0; i < weave->count; i++) {
        count += option_at(weave, order[i])->task != task;
        task = option_at(weave, order[i])->task;
    }
    return count;
}

static struct option *unfold(const struct weave *weave, const size_t *order)
{
    struct option *options = allocate((weave->run->taken_count + 1) * sizeof *options);
    size_t count = 0;
    for (size_t i = 0; i < weave->count; i++)
        for (size_t k = weave->units[order[i]].start; k < weave->units[order[i]].end; k++)
            options[count++] = weave->run->taken[k];
    return options;
}

struct option *commute(const struct run *run, enum commuting commuting)
{
    struct weave weave = {.run = run, .commuting = commuting};
    if (run->taken_count > LONGEST)
        return NULL;
    cleanup_free struct unit *units = allocate((run->taken_count + 1) * sizeof *units);
    weave.units = units;
    split(&weave);
    size_t room = (weave.count + 1) * sizeof(size_t);
    cleanup_free size_t *before = allocate(room), *forwards = allocate(room);
    cleanup_free size_t *backwards = allocate(room);
    for (size_t i = 0; i < weave.count; i++)
        before[i] = i;
    line_up(&weave, forwards, false);
    line_up(&weave, backwards, true);
    size_t now = switches(&weave, before), first = switches(&weave, forwards);
    size_t second = switches(&weave, backwards);
    if (first >= now && second >= now)
        return NULL;
    return unfold(&weave, first <= second ? forwards : backwards);
}

struct ordered {
    struct strategy strategy;
    const struct option *options;
    size_t count;
    struct calm calm;
};

static bool begin(struct strategy *strategy, uint64_t index)
{
    (void)index;
    calm_begin(&((struct ordered *)strategy)->calm);
    return true;
}

static long pick(struct strategy *strategy, const struct decision *decision)
{
    struct ordered *ordered = (struct ordered *)strategy;
    size_t picked = 0;
    if (decision->taken < ordered->count) {
        struct choice wanted = choice_of(&ordered->options[decision->taken]);
        while (picked < decision->count && !choice_matches(&wanted, &decision->options[picked]))
            picked++;
        if (picked == decision->count)
            return -1;
    } else {
        picked = calm_pick(&ordered->calm, decision);
    }
    calm_took(&ordered->calm, &decision->options[picked]);
    return (long)picked;
}

static void destroy(struct strategy *strategy)
{
    calm_free(&((struct ordered *)strategy)->calm);
    free(strategy);
}

static const struct strategy_class ordered_class = {
    .name = "ordered", .begin = begin, .pick = pick, .destroy = destroy};

struct strategy *strategy_ordered(const struct option *options, size_t count)
{
    struct ordered *ordered = allocate(sizeof *ordered);
    ordered->strategy.class = &ordered_class;
    ordered->options = options;
    ordered->count = count;
    return &ordered->strategy;
}
