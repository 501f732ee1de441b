/* SPDX-License-Identifier: MIT */
#include "explore/commute.h"

#include "campaign.h"
#include "explore/partial_order.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { SEEDS = 20, LONGEST = 1000 };

static void run_random(const struct system *system, uint64_t seed, struct run *run)
{
    struct strategy *random = strategy_find("random")->create(seed);
    strategy_begin(random, 0);
    system_run(system, strategy_chooser(random), run);
    strategy_destroy(random);
}

static enum run_end run_ordered(const struct system *system, const struct option *options,
                                size_t count, struct run *run)
{
    struct strategy *ordered = strategy_ordered(options, count);
    strategy_begin(ordered, 0);
    system_run(system, strategy_chooser(ordered), run);
    strategy_destroy(ordered);
    return run->end;
}

static size_t switches_of(const struct run *run)
{
    size_t count = 0;
    for (size_t i = 1; i < run->step_count; i++)
        count += run->steps[i].task != run->steps[i - 1].task;
    return count;
}

static uint64_t signature_of(const struct run *run)
{
    struct partial_order order;
    partial_order_make(&order, run, LONGEST);
    uint64_t signature = partial_order_signature(&order);
    partial_order_free(&order);
    return signature;
}

/* Three tasks with variables, a lock and an outcome of their own, and one variable in common. */
static struct system busy(void)
{
    struct system system = {.task_count = 4};
    for (uint32_t task = 1; task < 4; task++) {
        system.programs[0][task - 1] = (struct instruction){ACT_WAIT, task, 0};
        system.programs[task][0] = (struct instruction){ACT_WRITE, task, 1};
        system.programs[task][1] = (struct instruction){ACT_LOCK, 0, 0};
        system.programs[task][2] = (struct instruction){ACT_PICK, 0, 2};
        system.programs[task][3] = (struct instruction){ACT_UNLOCK, 0, 0};
        system.programs[task][4] = (struct instruction){ACT_WRITE, task, 2};
    }
    return system;
}

Test(commute, the_new_run_is_equivalent_and_has_fewer_switches)
{
    struct system system = busy();
    int better = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct run run = {0}, then = {0};
        run_random(&system, seed, &run);
        struct option *options = commute(&run, COMMUTE_CAUTIOUSLY);
        if (options) {
            cr_expect_eq(run_ordered(&system, options, run.taken_count, &then), run.end);
            cr_expect_eq(signature_of(&then), signature_of(&run), "seed %lu", seed);
            cr_expect_lt(switches_of(&then), switches_of(&run), "seed %lu", seed);
            better++;
        }
        free(options);
        run_clear(&run);
        run_clear(&then);
    }
    cr_expect_gt(better, SEEDS / 2);
}

Test(commute, what_is_independent_is_switched_to_once)
{
    struct system system = {.task_count = 3};
    for (uint32_t task = 1; task < 3; task++) {
        system.programs[0][task - 1] = (struct instruction){ACT_WAIT, task, 0};
        for (int i = 0; i < 5; i++)
            system.programs[task][i] = (struct instruction){ACT_WRITE, task, i};
    }
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct run run = {0}, then = {0};
        run_random(&system, seed, &run);
        struct option *options = commute(&run, COMMUTE_CAUTIOUSLY);
        if (options) {
            run_ordered(&system, options, run.taken_count, &then);
            cr_expect_leq(switches_of(&then), 4, "seed %lu: %zu", seed, switches_of(&then));
        } else {
            cr_expect_leq(switches_of(&run), 4, "seed %lu: %zu", seed, switches_of(&run));
        }
        free(options);
        run_clear(&run);
        run_clear(&then);
    }
}

Test(commute, a_run_without_needless_switches_stays)
{
    struct system system = system_lost_update();
    struct strategy *first = strategy_find("first")->create(0);
    struct run run = {0};
    strategy_begin(first, 0);
    system_run(&system, strategy_chooser(first), &run);
    cr_expect_null(commute(&run, COMMUTE_CAUTIOUSLY));
    cr_expect_null(commute(&run, COMMUTE_BOLDLY));
    strategy_destroy(first);
    run_clear(&run);
}

Test(commute, an_order_that_does_not_fit_is_given_up)
{
    struct system system = system_lost_update();
    struct run run = {0};
    struct option never = {.kind = CHOICE_DELIVER, .task = 1, .value = 9};
    cr_expect_eq(run_ordered(&system, &never, 1, &run), RUN_DIVERGED);
    run_clear(&run);
}
