/* SPDX-License-Identifier: MIT */
/* dpor: one run for each class of equivalent runs, by known counts, and against exhaustive search.
 */
#include "campaign.h"

#include "base/allocate.h"
#include "explore/partial_order.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { CLASSES = 20000 };

struct classes {
    uint64_t signatures[CLASSES];
    size_t count;
    uint64_t runs;
    struct strategy_progress progress;
};

static void note(struct classes *classes, uint64_t signature)
{
    for (size_t i = 0; i < classes->count; i++)
        if (classes->signatures[i] == signature)
            return;
    cr_assert_lt(classes->count, CLASSES);
    classes->signatures[classes->count++] = signature;
}

/* Runs until nothing is left; collects the classes of what was run. */
static struct classes *explore(const struct system *system, const char *name)
{
    struct classes *classes = allocate(sizeof *classes);
    struct strategy *strategy = strategy_find(name)->create(0);
    struct run run = {0};
    for (; classes->runs < 30000 && strategy_begin(strategy, classes->runs); classes->runs++) {
        system_run(system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
        struct partial_order order;
        partial_order_make(&order, &run, SIZE_MAX);
        note(classes, partial_order_signature(&order));
        partial_order_free(&order);
    }
    classes->progress = strategy_progress(strategy);
    cr_expect(classes->progress.finished, "%s", name);
    run_clear(&run);
    strategy_destroy(strategy);
    return classes;
}

static void expect_same(const struct system *system, const char *what)
{
    struct classes *all = explore(system, "bounded"), *reduced = explore(system, "dpor");
    cr_expect_eq(reduced->count, all->count, "%s: %zu of %zu classes, %lu runs", what,
                 reduced->count, all->count, reduced->runs);
    cr_expect_eq(reduced->progress.bounded_runs, all->count, "%s", what);
    cr_expect(reduced->progress.classes);
    free(all);
    free(reduced);
}

/* Exactly that many runs, none of them for nothing. */
static void expect_runs(const struct system *system, uint64_t runs, const char *what)
{
    struct classes *reduced = explore(system, "dpor");
    cr_expect_eq(reduced->runs, runs, "%s: %lu runs", what, reduced->runs);
    cr_expect_eq(reduced->count, runs, "%s: %zu classes", what, reduced->count);
    free(reduced);
}

/* `tasks` tasks with `steps` steps on variable number (task · stride), and their ends, which always
 * depend on each other. */
static struct system writers(size_t tasks, int steps, uint32_t stride)
{
    struct system system = {.task_count = tasks};
    for (uint32_t task = 0; task < tasks; task++)
        for (int i = 0; i < steps; i++)
            system.programs[task][i] = (struct instruction){ACT_WRITE, task * stride, i};
    return system;
}

Test(dpor, independent_tasks_need_one_run_for_each_order_of_their_ends)
{
    struct system two = writers(2, 5, 1), three = writers(3, 3, 1);
    expect_runs(&two, 2, "two");
    expect_runs(&three, 6, "three");
}

/* Classes of two tasks with m steps on one variable: (2m choose m) orders of these; where all of
 * one task's come before the last of the other's, … the ends are ordered in two ways each. */
Test(dpor, dependent_steps_need_every_order_of_them)
{
    struct system one = writers(2, 1, 0), two = writers(2, 2, 0), six = writers(2, 6, 0);
    expect_runs(&one, 2 * 2, "one step");
    expect_runs(&two, 6 * 2, "two steps");
    expect_runs(&six, 924 * 2, "six steps");
}

Test(dpor, readers_do_not_depend_on_each_other)
{
    struct system system = {
        .task_count = 3, .programs = {{{ACT_WRITE, 0, 1}}, {{ACT_READ, 0, 0}}, {{ACT_READ, 0, 0}}}};
    /* Each reader before or after the writer: 4; three ends in 6 orders. */
    expect_runs(&system, 4 * 6, "one writer, two readers");
}

Test(dpor, locks_are_taken_in_every_order)
{
    struct system locked = system_locked_update(), unlocked = system_lost_update();
    expect_same(&locked, "locked update");
    expect_same(&unlocked, "lost update");
    struct system three = {.task_count = 3};
    for (int task = 0; task < 3; task++) {
        three.programs[task][0] = (struct instruction){ACT_LOCK, 0, 0};
        three.programs[task][1] = (struct instruction){ACT_WRITE, 0, task};
        three.programs[task][2] = (struct instruction){ACT_UNLOCK, 0, 0};
    }
    expect_same(&three, "three with a lock");
}

Test(dpor, deadlocks_are_reached)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_LOCK, 0, 0}, {ACT_LOCK, 1, 0}, {ACT_UNLOCK, 1, 0}, {ACT_UNLOCK, 0, 0}},
                     {{ACT_LOCK, 1, 0}, {ACT_LOCK, 0, 0}, {ACT_UNLOCK, 0, 0}, {ACT_UNLOCK, 1, 0}}}};
    expect_same(&system, "two locks the other way round");
    struct campaign campaign = campaign_named(&system, "dpor", 0, 100, true);
    cr_expect_eq(campaign.failures, 1);
    schedule_clear(&campaign.failing);
}

Test(dpor, births_deaths_signals_and_outcomes)
{
    struct system family = {.task_count = 3,
                            .started = 1,
                            .programs = {{{ACT_START, 1, 0},
                                          {ACT_START, 2, 0},
                                          {ACT_WRITE, 0, 1},
                                          {ACT_WAIT, 2, 0},
                                          {ACT_WAIT, 1, 0}},
                                         {{ACT_READ, 0, 0}},
                                         {{ACT_WRITE, 0, 2}}}};
    expect_same(&family, "a family");
    struct system killed = {
        .task_count = 2,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_KILL, 1, 0}, {ACT_WRITE, 0, 2}, {ACT_WAIT, 1, 0}},
                     {{ACT_READ, 0, 0}, {ACT_WRITE, 0, 3}}}};
    expect_same(&killed, "a signal");
    struct system picks = {
        .task_count = 2,
        .programs = {{{ACT_PICK, 0, 3}, {ACT_READ, 1, 0}}, {{ACT_READ, 0, 0}, {ACT_WRITE, 1, 1}}}};
    expect_same(&picks, "outcomes");
    struct system faulty = {
        .task_count = 2,
        .faults = FAULT_SHORT_IO,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_WRITE, 1, 1}}, {{ACT_WRITE, 0, 1}}}};
    expect_same(&faulty, "faults");
}

/* Programs made at random, small enough to be searched whole. */
Test(dpor, agrees_with_exhaustive_search_on_programs_of_every_kind)
{
    static const struct instruction bag[] = {
        {ACT_READ, 0, 0},  {ACT_WRITE, 0, 1},   {ACT_READ, 1, 0}, {ACT_WRITE, 1, 1},
        {ACT_STORE, 0, 1}, {ACT_COMPUTE, 0, 0}, {ACT_LOCK, 0, 0}, {ACT_KILL, 2, 0},
    };
    uint64_t random = 12345;
    for (int trial = 0; trial < 12; trial++) {
        struct system system = {.task_count = 3};
        for (int task = 0; task < 3; task++) {
            int at = 0;
            for (int i = 0; i < 2; i++) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
                struct instruction next = bag[(random >> 33) % 8];
                if (next.action == ACT_KILL && task == 2)
                    next.action = ACT_COMPUTE;
                system.programs[task][at++] = next;
                if (next.action == ACT_LOCK)
                    system.programs[task][at++] = (struct instruction){ACT_UNLOCK, 0, 0};
            }
        }
        char *what = format_string("program %d", trial);
        expect_same(&system, what);
        free(what);
    }
}

Test(dpor, endless_programs_are_never_finished)
{
    struct system system = {
        .task_count = 2,
        .step_limit = 60,
        .programs = {{{ACT_SPIN, 0, 1}}, {{ACT_COMPUTE, 0, 0}, {ACT_WRITE, 0, 1}}}};
    struct campaign campaign = campaign_named(&system, "dpor", 0, 200, false);
    cr_expect_not(campaign.progress.finished);
}
