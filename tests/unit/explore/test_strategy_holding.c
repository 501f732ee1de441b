/* SPDX-License-Identifier: MIT */
#include "explore/holding.h"
#include "explore/strategy.h"
#include "system.h"

#include <criterion/criterion.h>

enum { TASKS = 3, STEPS = 3 };

static struct system three_writers(void)
{
    struct system system = {.task_count = TASKS};
    for (int task = 0; task < TASKS; task++)
        for (int step = 0; step < STEPS; step++)
            system.programs[task][step] = (struct instruction){ACT_WRITE, 0, task};
    return system;
}

static void run_with(const struct system *system, struct strategy *strategy, struct run *run)
{
    cr_assert(strategy_begin(strategy, 0));
    system_run(system, strategy_chooser(strategy), run);
    strategy_destroy(strategy);
}

/* Who took the number-th step of those that aren't `held`. */
static uint32_t taker(const struct run *run, uint32_t held, size_t number)
{
    for (size_t i = 0; i < run->taken_count; i++)
        if (run->taken[i].task != held && number-- == 0)
            return run->taken[i].task;
    return held;
}

static void hold_back(uint64_t seed, uint32_t task)
{
    struct system system = three_writers();
    struct run before = {0}, after = {0};
    bool tasks[TASKS] = {false};
    struct held held = {tasks, TASKS};
    tasks[task] = true;
    run_with(&system, strategy_find("random")->create(seed), &before);
    run_with(&system, strategy_holding(&before, &held), &after);
    cr_assert_eq(after.end, RUN_COMPLETED);
    size_t others = (TASKS - 1) * STEPS;
    for (size_t i = 0; i < others; i++) {
        cr_expect_neq(after.taken[i].task, task, "seed %d", (int)seed);
        cr_expect_eq(after.taken[i].task, taker(&before, task, i), "seed %d", (int)seed);
    }
    run_clear(&before);
    run_clear(&after);
}

Test(strategy_holding, who_is_held_back_comes_last_and_the_others_in_their_order)
{
    for (uint64_t seed = 0; seed < 50; seed++)
        for (uint32_t task = 0; task < TASKS; task++)
            hold_back(seed, task);
}
