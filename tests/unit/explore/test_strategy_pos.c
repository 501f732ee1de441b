/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <criterion/criterion.h>

/* The example that POS was made for: for random choice, a long tail of steps that touch nothing
 * shared hides the one order that matters; for POS they don't count. */
static struct system short_against_long(void)
{
    struct system system = {.task_count = 2};
    for (int i = 0; i < 18; i++)
        system.programs[0][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    system.programs[0][18] = (struct instruction){ACT_WRITE, 0, 1};
    system.programs[1][0] = (struct instruction){ACT_FAIL_IF, 0, 1};
    return system;
}

Test(pos, unrelated_steps_do_not_hide_an_order)
{
    struct system system = short_against_long();
    struct campaign random = campaign_named(&system, "random", 0, 600, false);
    struct campaign pos = campaign_named(&system, "pos", 0, 600, false);
    cr_expect_lt(random.failures, 5);
    /* The second task's step keeps its priority against 19 others: it is last once in 20 times. */
    cr_expect_gt(pos.failures, 15, "%lu", pos.failures);
    schedule_clear(&pos.failing);
    schedule_clear(&random.failing);
}

/* The first task's write must fall between two steps of the second: lose one race and win the next,
 * once in four if the two are independent. If its priority stayed, once in six: who lost is low. */
Test(pos, racing_operations_are_drawn_anew)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_WRITE, 0, 1}}, {{ACT_WRITE, 0, 2}, {ACT_FAIL_IF, 0, 1}}}};
    struct campaign campaign = campaign_named(&system, "pos", 0, 4000, false);
    cr_expect(campaign.failures > 900 && campaign.failures < 1100, "%lu", campaign.failures);
    schedule_clear(&campaign.failing);
}

/* The other task needs 20 steps; the spinning one may go round twice and then before the end. */
Test(pos, spinning_comes_last)
{
    struct system system = {.task_count = 2, .step_limit = 26, .programs = {{{ACT_SPIN, 0, 1}}}};
    for (int i = 0; i < 18; i++)
        system.programs[1][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    system.programs[1][18] = (struct instruction){ACT_WRITE, 0, 1};
    struct campaign campaign = campaign_named(&system, "pos", 0, 300, false);
    cr_expect_eq(campaign.unfinished, 0, "%lu", campaign.unfinished);
}
