/* SPDX-License-Identifier: MIT */
/* The guarantee of PCT: a bug of depth d is hit with probability at least 1/(n·k^(d-1)). */
#include "campaign.h"
#include "explore/strategy.h"

#include <criterion/criterion.h>
#include <math.h>

enum { RUNS = 9000 };

/* Runs with the depth that the bug needs are one in three. */
static void expect_hit_rate(const struct system *system, double bound)
{
    struct campaign campaign = campaign_named(system, "pct", 1, RUNS, false);
    double expected = bound * RUNS / 3;
    cr_expect_eq(campaign.unfinished, 0);
    cr_expect_geq((double)campaign.failures, expected - 3 * sqrt(expected),
                  "%lu of %d, at least %.0f", campaign.failures, RUNS, expected);
    schedule_clear(&campaign.failing);
}

/* Depth 1: the last of n tasks must begin first. n = 5, k irrelevant. */
Test(pct, order_of_two_tasks_among_many)
{
    struct system system = {.task_count = 5,
                            .programs = {{{ACT_FAIL_IF, 0, 1}, {ACT_COMPUTE, 0, 0}},
                                         {{ACT_COMPUTE, 0, 0}, {ACT_COMPUTE, 0, 0}},
                                         {{ACT_COMPUTE, 0, 0}, {ACT_COMPUTE, 0, 0}},
                                         {{ACT_COMPUTE, 0, 0}, {ACT_COMPUTE, 0, 0}},
                                         {{ACT_WRITE, 0, 1}, {ACT_COMPUTE, 0, 0}}}};
    expect_hit_rate(&system, 1.0 / 5);
}

/* Depth 2: the second task must run as a whole between two steps in the middle of the first. */
Test(pct, one_preemption_at_the_right_step)
{
    struct system system = {.task_count = 2};
    for (int i = 0; i < 16; i++)
        system.programs[0][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    system.programs[0][7] = (struct instruction){ACT_WRITE, 0, 1};
    system.programs[0][8] = (struct instruction){ACT_WRITE, 0, 2};
    system.programs[1][0] = (struct instruction){ACT_FAIL_IF, 0, 1};
    expect_hit_rate(&system, 1.0 / (2 * 19));
}

/* Depth 3: there and back again, each at one step. */
Test(pct, two_preemptions_at_the_right_steps)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_FAIL_IF, 1, 1}, {ACT_WRITE, 0, 0}},
                     {{ACT_READ, 0, 0}, {ACT_STORE, 1, 0}, {ACT_WRITE, 1, 0}}}};
    expect_hit_rate(&system, 1.0 / (2 * 8 * 8));
}

/* The length of runs is learned: a preemption far behind the length assumed at first is reached. */
Test(pct, late_steps_are_preempted_too)
{
    struct system system = {.task_count = 6, .programs = {{{ACT_COMPUTE, 0, 0}}}};
    for (int task = 0; task < 6; task++)
        for (int i = 0; i < SYSTEM_PROGRAM - 1; i++)
            system.programs[task][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    for (int task = 0; task < 6; task++) {
        system.programs[task][0] = (struct instruction){ACT_READ, 0, 0};
        system.programs[task][SYSTEM_PROGRAM - 3] = (struct instruction){ACT_READ, 0, 0};
        system.programs[task][SYSTEM_PROGRAM - 2] = (struct instruction){ACT_STORE, 0, 1};
        system.programs[task][SYSTEM_PROGRAM - 1] = (struct instruction){ACT_END, 0, 0};
    }
    system.programs[0][0] = (struct instruction){ACT_WAIT, 1, 0};
    for (uint32_t i = 1; i < 6; i++)
        system.programs[0][i] = (struct instruction){ACT_WAIT, i, 0};
    for (int i = 6; i < SYSTEM_PROGRAM; i++)
        system.programs[0][i] = (struct instruction){ACT_END, 0, 0};
    system.programs[0][6] = (struct instruction){ACT_FAIL_IF, 0, 4};
    struct campaign campaign = campaign_named(&system, "pct", 1, 2000, true);
    cr_expect_eq(campaign.failures, 1);
    schedule_clear(&campaign.failing);
}

/* In a portfolio most runs are others', and their length counts as well. */
Test(pct, learns_from_runs_of_others)
{
    struct system system = {.task_count = 2};
    for (int i = 0; i < SYSTEM_PROGRAM - 1; i++)
        system.programs[0][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    struct run run = {.step_count = 64000};
    struct strategy *strategy = strategy_find("pct")->create(0);
    strategy_learn(strategy, &run);
    run = (struct run){0};
    uint32_t preemptions = 0;
    for (uint64_t i = 0; i < 60; i++) {
        strategy_begin(strategy, i);
        system_run(&system, strategy_chooser(strategy), &run);
        preemptions += run.preemptions;
    }
    cr_expect_eq(preemptions, 0, "falls are spread over the length of those runs");
    run_clear(&run);
    strategy_destroy(strategy);
}

/* Four choices a round, the last of which yields: whoever goes by rules is in step for ever. */
Test(pct, a_run_that_does_not_end_goes_on_at_random)
{
    enum { CHOICES = 6000, TAIL = 2000 };
    struct option options[2] = {{.kind = CHOICE_RUN, .task = 0}, {.kind = CHOICE_RUN, .task = 1}};
    struct strategy *strategy = strategy_find("pct")->create(1);
    uint64_t rounds[2] = {0}, switches[4] = {0};
    long last = 0;
    strategy_begin(strategy, 2);
    for (uint64_t i = 0; i < CHOICES; i++) {
        for (int task = 0; task < 2; task++)
            options[task].yields = rounds[task] % 4 == 3;
        struct decision decision = {.options = options, .count = 2, .step = i, .can_go_on = true};
        long picked = strategy_pick(strategy, &decision);
        rounds[picked]++;
        switches[rounds[picked] % 4] += i > CHOICES - TAIL && picked != last;
        last = picked;
    }
    for (int phase = 0; phase < 4; phase++)
        cr_expect_gt(switches[phase], TAIL / 16, "phase %d: %lu", phase, switches[phase]);
    strategy_destroy(strategy);
}
