/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void expect_schedule(const struct system *system, const char *expected)
{
    struct strategy *strategy = strategy_find("first")->create(0);
    struct run run = {0};
    struct schedule schedule = {0};
    cr_assert(strategy_begin(strategy, 0));
    system_run(system, strategy_chooser(strategy), &run);
    for (size_t i = 0; i < run.choice_count; i++)
        schedule_add(&schedule, choice_of(&run.choices[i]));
    char *text = schedule_encode(&schedule);
    cr_expect_str_eq(text, expected);
    cr_expect_not(strategy_begin(strategy, 1), "the calm run is only one");
    free(text);
    schedule_clear(&schedule);
    run_clear(&run);
    strategy_destroy(strategy);
}

Test(first, runs_each_task_until_it_blocks)
{
    struct system system = system_locked_update();
    expect_schedule(&system, "1*2 0");
}

Test(first, delivers_a_signal_once_the_sender_blocks)
{
    struct system system = {.task_count = 3,
                            .programs = {{{ACT_KILL, 2, 0}, {ACT_COMPUTE, 0, 0}, {ACT_WAIT, 2, 0}},
                                         {{ACT_COMPUTE, 0, 0}},
                                         {{ACT_FOREVER, 0, 0}}}};
    expect_schedule(&system, "0*2 d2:15 0*2");
}

Test(first, a_spinning_task_gives_way_and_faults_are_never_taken)
{
    struct system system = {
        .task_count = 2,
        .faults = FAULT_SHORT_IO | FAULT_SKEW,
        .programs = {{{ACT_SPIN, 0, 1}}, {{ACT_COMPUTE, 0, 0}, {ACT_WRITE, 0, 1}}}};
    expect_schedule(&system, "0 1*3 0*2");
}
