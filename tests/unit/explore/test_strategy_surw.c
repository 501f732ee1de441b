/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include "explore/census.h"

#include <criterion/criterion.h>

/* `others` tasks write a variable once, and one has many steps on it: it fails if all the others
 * come after its last but one step. Uniform over the orders on the variable, this is one in many,
 * but for random choice it is one in 2^many. */
static struct system many_steps_against_one(void)
{
    struct system system = {.task_count = 2};
    for (int i = 0; i < 16; i++)
        system.programs[0][i] = (struct instruction){ACT_READ, 0, 0};
    system.programs[0][14] = (struct instruction){ACT_WRITE, 0, 1};
    system.programs[0][15] = (struct instruction){ACT_WRITE, 0, 2};
    system.programs[1][0] = (struct instruction){ACT_FAIL_IF, 0, 1};
    return system;
}

Test(surw, orders_on_the_object_are_about_uniform)
{
    struct system system = many_steps_against_one();
    struct campaign random = campaign_named(&system, "random", 0, 1700, false);
    struct campaign surw = campaign_named(&system, "surw", 0, 1700, false);
    cr_expect_lt(random.failures, 10, "%lu", random.failures);
    cr_expect(surw.failures > 70 && surw.failures < 130, "%lu of about 100", surw.failures);
    schedule_clear(&surw.failing);
    schedule_clear(&random.failing);
}

/* reorder_20 of SCTBench in small: one of 20 tasks must be between two writes of another. */
Test(surw, order_among_twenty_tasks)
{
    struct system system = {.task_count = 21};
    for (int task = 0; task < 20; task++) {
        system.programs[task][0] = (struct instruction){ACT_WRITE, 0, 1};
        system.programs[task][1] = (struct instruction){ACT_WRITE, 1, 1};
    }
    system.programs[20][0] = (struct instruction){ACT_READ, 1, 0};
    system.programs[20][1] = (struct instruction){ACT_FAIL_IF, 0, 1};
    struct campaign campaign = campaign_named(&system, "surw", 0, 200, true);
    cr_expect_eq(campaign.failures, 1);
    schedule_clear(&campaign.failing);
}

/* Twenty tasks write what one must find unwritten. Uniform over the orders this is one run in
 * twenty-one; but the twenty are alike, so in every other run the one is first as often as not. */
Test(surw, the_one_that_differs_is_first_often_enough)
{
    struct system system = {.task_count = 21};
    for (int task = 0; task < 20; task++)
        system.programs[task][0] = (struct instruction){ACT_WRITE, 0, 1};
    system.programs[20][0] = (struct instruction){ACT_FAIL_IF, 0, 0};
    struct campaign campaign = campaign_named(&system, "surw", 0, 400, false);
    cr_expect_gt(campaign.failures, 70, "%lu", campaign.failures);
    cr_expect_lt(campaign.failures, 150, "%lu: the other runs are uniform", campaign.failures);
    schedule_clear(&campaign.failing);
}

Test(surw, census_counts_for_a_task_and_its_children)
{
    struct step steps[] = {
        {.task = 1, .operation = OPERATION_MEMORY_WRITE, .access = ACCESS_WRITE, .object = 7},
        {.task = 2, .operation = OPERATION_MEMORY_READ, .access = ACCESS_READ, .object = 7},
        {.task = 2, .operation = OPERATION_MEMORY_READ, .access = ACCESS_READ, .object = 7},
        {.task = 0, .operation = OPERATION_MEMORY_READ, .access = ACCESS_READ, .object = 8},
        {.task = 1, .operation = OPERATION_MEMORY_READ, .access = ACCESS_READ, .object = 8}};
    struct task tasks[] = {{.parent = NO_TASK}, {.parent = 0}, {.parent = 1}};
    struct run run = {.steps = steps, .step_count = 5, .tasks = tasks, .task_count = 3};
    struct census census = {0};
    census_take(&census, &run);
    cr_assert_eq(census.shared_count, 1, "nobody changes object 8");
    cr_expect_eq(census.shared[0], 7);
    census_focus(&census, 7);
    const uint64_t expected[] = {3, 3, 2};
    for (uint32_t task = 0; task < 3; task++)
        cr_expect_eq(census_weight(&census, lineage_identity(&census.lineage, task)),
                     expected[task]);
    cr_expect_eq(census_weight(&census, 12345), 0);
    census_free(&census);
}
