/* SPDX-License-Identifier: MIT */
/* The races of a run, and the search that turns them round. */
#include "explore/races.h"

#include "campaign.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static struct races races_when_calm(const struct system *system, struct run *run)
{
    struct strategy *first = strategy_find("first")->create(0);
    cr_assert(strategy_begin(first, 0));
    system_run(system, strategy_chooser(first), run);
    strategy_destroy(first);
    return races_of(run);
}

Test(races, only_the_last_write_races_with_the_next_read)
{
    struct system system = system_lost_update();
    struct run run = {0};
    struct races races = races_when_calm(&system, &run);
    cr_assert_eq(races.count, 1);
    const struct step *first = &run.steps[races.items[0].first];
    const struct step *second = &run.steps[races.items[0].second];
    cr_expect_eq(first->operation, OPERATION_MEMORY_WRITE);
    cr_expect_eq(second->operation, OPERATION_MEMORY_READ);
    cr_expect_neq(first->task, second->task);
    free(races.items);
    run_clear(&run);
}

/* Giving the lock back can't come after the next taking, the taking before it can. */
Test(races, a_lock_is_raced_for_where_it_is_taken)
{
    struct system system = system_locked_update();
    struct run run = {0};
    struct races races = races_when_calm(&system, &run);
    cr_assert_eq(races.count, 1);
    cr_expect_eq(run.steps[races.items[0].first].operation, OPERATION_LOCK);
    cr_expect_eq(run.steps[races.items[0].second].operation, OPERATION_LOCK);
    free(races.items);
    run_clear(&run);
}

Test(races, a_lost_update_is_one_turn_away_from_the_calm_run)
{
    struct system system = system_lost_update();
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct campaign campaign = campaign_named(&system, "races", seed, 2, true);
        cr_expect_eq(campaign.first_failure, 2, "seed %lu", seed);
        schedule_clear(&campaign.failing);
    }
}

/* Each takes one lock and then the other's. */
Test(races, so_is_a_deadlock)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_LOCK, 0, 0}, {ACT_LOCK, 1, 0}, {ACT_UNLOCK, 1, 0}, {ACT_UNLOCK, 0, 0}},
                     {{ACT_LOCK, 1, 0}, {ACT_LOCK, 0, 0}, {ACT_UNLOCK, 0, 0}, {ACT_UNLOCK, 1, 0}}}};
    struct campaign campaign = campaign_named(&system, "races", 0, 2, true);
    cr_expect_eq(campaign.first_failure, 2);
    schedule_clear(&campaign.failing);
}

/* The second task must look while variable 0 is 1, and not look at variable 2 before the first has
 * seen what it saw: two turns, the later one of a run that came of the earlier one. */
Test(races, runs_that_came_of_a_turn_have_theirs_turned)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_WRITE, 0, 0}, {ACT_READ, 1, 0}, {ACT_STORE, 2, 1}},
                     {{ACT_READ, 0, 0}, {ACT_STORE, 1, 0}, {ACT_FAIL_IF, 2, 2}}}};
    uint64_t found = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct campaign campaign = campaign_named(&system, "races", seed, 12, true);
        found += campaign.failures;
        schedule_clear(&campaign.failing);
    }
    cr_expect_geq(found, 12, "%lu", found);
}

/* The writer would be held back for ever while the other waits for what it writes. */
Test(races, who_spins_gets_what_it_waits_for)
{
    struct system system = {.task_count = 2,
                            .step_limit = 40,
                            .programs = {{{ACT_READ, 1, 0}, {ACT_WRITE, 0, 1}},
                                         {{ACT_WRITE, 1, 1}, {ACT_SPIN, 0, 1}, {ACT_WRITE, 1, 2}}}};
    struct campaign campaign = campaign_named(&system, "races", 0, 200, false);
    cr_expect_eq(campaign.unfinished, 0, "%lu", campaign.unfinished);
}

/* Nothing races, and later runs are drawn. */
Test(races, without_any_the_search_goes_on)
{
    struct system system = {.task_count = 2,
                            .programs = {{{ACT_WRITE, 0, 1}}, {{ACT_WRITE, 1, 1}}}};
    struct campaign campaign = campaign_named(&system, "races", 0, 60, false);
    cr_expect_eq(campaign.runs, 60);
    cr_expect_gt(campaign.distinct, 1);
}
