/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <criterion/criterion.h>
#include <string.h>

Test(portfolio, the_first_run_is_the_calm_one)
{
    struct system system = system_lost_update();
    struct campaign campaign = campaign_named(&system, "portfolio", 0, 1, false);
    cr_expect_str_eq(campaign.progress.acting, "first");
    cr_expect_eq(campaign.failures, 0);
}

Test(portfolio, finds_a_lost_update_soon_with_any_seed)
{
    struct system system = system_lost_update();
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct campaign campaign = campaign_named(&system, "portfolio", seed, 40, true);
        cr_expect_eq(campaign.failures, 1, "seed %lu", seed);
        schedule_clear(&campaign.failing);
    }
}

Test(portfolio, every_member_has_its_turn)
{
    struct system system = system_locked_update();
    struct strategy *strategy = strategy_find("portfolio")->create(0);
    struct run run = {0};
    char seen[400] = "";
    for (uint64_t i = 0; i < 32 && strategy_begin(strategy, i); i++) {
        system_run(&system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
        strcat(strcat(seen, strategy_progress(strategy).acting), " ");
    }
    static const char *const members[] = {"first ", "delay-bounded ", "pos ",  "pct ",
                                          "surw ",  "random ",        "races "};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        cr_expect_not_null(strstr(seen, members[i]), "%s not in %s", members[i], seen);
    run_clear(&run);
    strategy_destroy(strategy);
}

Test(portfolio, a_space_that_was_finished_ends_it)
{
    struct system system = system_lost_update();
    struct campaign campaign = campaign_named(&system, "portfolio", 0, 5000, false);
    cr_expect(campaign.finished);
    cr_expect(campaign.progress.finished);
    cr_expect_lt(campaign.progress.bounded_runs, campaign.runs);
    schedule_clear(&campaign.failing);
}

/* (18 choose 9) schedules, but only the order of the two ends matters. */
Test(portfolio, a_space_of_few_classes_is_finished_by_reduction)
{
    struct system system = {.task_count = 2};
    for (uint32_t task = 0; task < 2; task++)
        for (int i = 0; i < 8; i++)
            system.programs[task][i] = (struct instruction){ACT_WRITE, task, i};
    struct campaign campaign = campaign_named(&system, "portfolio", 0, 300, false);
    cr_expect(campaign.finished);
    cr_expect(campaign.progress.finished);
    cr_expect(campaign.progress.classes);
    cr_expect_eq(campaign.progress.bounded_runs, 2);
}

/* Endless: the exhaustive members stay without an end, the others go on. */
Test(portfolio, a_space_without_end_uses_the_whole_budget)
{
    struct system system = {
        .task_count = 2,
        .step_limit = 60,
        .programs = {{{ACT_SPIN, 0, 1}}, {{ACT_COMPUTE, 0, 0}, {ACT_WRITE, 0, 1}}}};
    struct campaign campaign = campaign_named(&system, "portfolio", 0, 400, false);
    cr_expect_eq(campaign.runs, 400);
    cr_expect_not(campaign.progress.finished);
}
