/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <criterion/criterion.h>

/* One order of two steps decides: half of the runs should see it. */
Test(random_strategy, finds_a_bug_of_depth_one_as_often_as_it_occurs)
{
    struct system system = {.task_count = 2,
                            .programs = {{{ACT_WRITE, 0, 1}}, {{ACT_FAIL_IF, 0, 0}}}};
    struct campaign campaign = campaign_named(&system, "random", 0, 1000, false);
    cr_expect(campaign.failures > 420 && campaign.failures < 580, "%lu", campaign.failures);
    schedule_clear(&campaign.failing);
}

Test(random_strategy, outcomes_are_uniform)
{
    struct system system = {.task_count = 1, .programs = {{{ACT_PICK, 0, 4}, {ACT_FAIL_IF, 0, 2}}}};
    struct campaign campaign = campaign_named(&system, "random", 0, 1000, false);
    cr_expect(campaign.failures > 190 && campaign.failures < 310, "%lu", campaign.failures);
    schedule_clear(&campaign.failing);
}

Test(random_strategy, takes_faults_seldom_but_takes_them)
{
    struct system system = {.task_count = 1,
                            .faults = FAULT_SHORT_IO,
                            .programs = {{{ACT_WRITE, 0, 1}, {ACT_FAIL_IF, 0, 0}}}};
    struct campaign campaign = campaign_named(&system, "random", 0, 2000, false);
    cr_expect(campaign.failures > 10 && campaign.failures < 200, "%lu", campaign.failures);
    schedule_clear(&campaign.failing);
}
