/* SPDX-License-Identifier: MIT */
/* Bounded search runs exactly the schedules within the bound, each once: counted by hand. */
#include "campaign.h"

#include <criterion/criterion.h>

/* Two tasks of `steps` steps each (the last one is their end). */
static struct system two_tasks(int steps)
{
    struct system system = {.task_count = 2};
    for (int task = 0; task < 2; task++)
        for (int i = 0; i < steps - 1; i++)
            system.programs[task][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    return system;
}

static void expect_counts(const struct system *system, const char *name, uint64_t runs)
{
    struct campaign campaign = campaign_named(system, name, 0, 5000, false);
    cr_expect(campaign.finished, "%s", name);
    cr_expect(campaign.progress.finished, "%s", name);
    cr_expect_eq(campaign.runs, runs, "%s: %lu, not %lu", name, campaign.runs, runs);
    cr_expect_eq(campaign.distinct, runs, "%s: some were run twice", name);
    cr_expect_eq(campaign.progress.bounded_runs, runs, "%s", name);
}

/* 2 tasks with m steps each can be interleaved in (2m choose m) ways. */
Test(bounded, everything_is_run_and_then_said_to_be_finished)
{
    struct system system = two_tasks(4);
    expect_counts(&system, "bounded", 70);
    expect_counts(&system, "delay-bounded", 70);
    struct system three = {.task_count = 3, .programs = {{{ACT_COMPUTE, 0, 0}}}};
    expect_counts(&three, "bounded", 12);
    expect_counts(&three, "delay-bounded", 12);
}

Test(bounded, outcomes_and_faults_are_part_of_the_space)
{
    struct system picks = {.task_count = 1, .programs = {{{ACT_PICK, 0, 3}, {ACT_PICK, 0, 2}}}};
    expect_counts(&picks, "bounded", 6);
    expect_counts(&picks, "delay-bounded", 6);
    struct system faulty = {
        .task_count = 1,
        .faults = FAULT_SHORT_IO,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_WRITE, 0, 1}, {ACT_WRITE, 0, 1}}}};
    expect_counts(&faulty, "bounded", 8);
    expect_counts(&faulty, "delay-bounded", 8);
}

/* Runs one after the other and tells after how many each bound was complete. */
static void expect_bounds(const struct system *system, const char *name, const uint64_t *expected,
                          long bounds)
{
    struct strategy *strategy = strategy_find(name)->create(0);
    struct run run = {0};
    for (uint64_t i = 0; strategy_begin(strategy, i); i++) {
        struct strategy_progress progress = strategy_progress(strategy);
        long bound = progress.delay_bound > progress.preemption_bound ? progress.delay_bound
                                                                      : progress.preemption_bound;
        cr_assert_lt(bound, bounds);
        if (bound >= 0)
            cr_expect_eq(progress.bounded_runs, expected[bound], "%s, bound %ld: %lu", name, bound,
                         progress.bounded_runs);
        system_run(system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
        if (progress.preemption_bound >= 0 && !system->faults)
            cr_expect_gt(run.preemptions, progress.preemption_bound);
    }
    run_clear(&run);
    strategy_destroy(strategy);
}

/* Two tasks of 3 steps, and A begins. Without a preemption: one schedule. With one, A is left after
 * 1 or 2 steps: 2. With two, B is left after 1 or 2 as well: 4. With three, A has a third part: 2.
 * With four, so has B: 1. The same if B begins. */
Test(bounded, preemption_bounds_are_complete_in_turn)
{
    struct system system = two_tasks(3);
    const uint64_t expected[] = {2, 6, 14, 18, 20};
    expect_bounds(&system, "bounded", expected, 5);
}

/* By delays, A goes first: 1 schedule without one; with one, A is left after 0, 1 or 2 steps: 3. */
Test(bounded, delay_bounds_are_complete_in_turn)
{
    struct system system = two_tasks(3);
    const uint64_t expected[] = {1, 4, 10, 16, 19, 20};
    expect_bounds(&system, "delay-bounded", expected, 6);
}

Test(bounded, faults_cost_like_departures)
{
    struct system system = {
        .task_count = 1,
        .faults = FAULT_SHORT_IO,
        .programs = {{{ACT_WRITE, 0, 1}, {ACT_WRITE, 0, 1}, {ACT_WRITE, 0, 1}}}};
    const uint64_t expected[] = {1, 4, 7, 8};
    expect_bounds(&system, "delay-bounded", expected, 4);
    expect_bounds(&system, "bounded", expected, 4);
}

/* The program is changed behind the search's back: it ends before the departure. */
Test(bounded, claims_end_where_a_run_ends_too_soon)
{
    struct system system = two_tasks(4);
    struct strategy *strategy = strategy_find("delay-bounded")->create(0);
    struct run run = {0};
    for (uint64_t i = 0; i < 500 && strategy_begin(strategy, i); i++) {
        system.step_limit = i < 10 ? 0 : 1;
        system_run(&system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
    }
    cr_expect_not(strategy_progress(strategy).finished);
    run_clear(&run);
    strategy_destroy(strategy);
}

Test(bounded, what_blocks_is_no_preemption)
{
    struct system system = system_locked_update();
    struct campaign campaign = campaign_named(&system, "bounded", 0, 5000, false);
    cr_expect(campaign.progress.finished);
    cr_expect_eq(campaign.failures, 0);
    cr_expect_eq(campaign.distinct, campaign.runs);
}

Test(bounded, finds_a_lost_update_within_one_preemption)
{
    struct system system = system_lost_update();
    struct campaign campaign = campaign_named(&system, "bounded", 0, 100, true);
    cr_expect_eq(campaign.failures, 1);
    cr_expect_eq(campaign.progress.preemption_bound, 0);
    schedule_clear(&campaign.failing);
}

/* An endless space: spinning can go round any number of times. It isn't said to be finished. */
Test(bounded, a_spinning_task_has_no_finished_space)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_SPIN, 0, 1}}, {{ACT_COMPUTE, 0, 0}, {ACT_WRITE, 0, 1}}}};
    struct campaign campaign = campaign_named(&system, "delay-bounded", 0, 300, false);
    cr_expect_eq(campaign.runs, 300);
    cr_expect_eq(campaign.distinct, 300);
    cr_expect_not(campaign.progress.finished);
    cr_expect_gt(campaign.progress.delay_bound, 2);
}

/* A program that doesn't repeat itself: claims must end. */
struct fickle {
    struct strategy *strategy;
    uint64_t calls;
};

static long pick_fickly(void *context, const struct decision *decision)
{
    struct fickle *fickle = context;
    struct option options[8];
    struct decision changed = *decision;
    for (size_t i = 0; i < decision->count; i++) {
        options[i] = decision->options[i];
        options[i].value += (int32_t)(fickle->calls++ / 7);
    }
    changed.options = options;
    return strategy_pick(fickle->strategy, &changed);
}

Test(bounded, claims_end_where_runs_do_not_repeat)
{
    struct system system = two_tasks(4);
    struct strategy *strategy = strategy_find("bounded")->create(0);
    struct fickle fickle = {.strategy = strategy};
    struct run run = {0};
    for (uint64_t i = 0; i < 500 && strategy_begin(strategy, i); i++) {
        system_run(&system, (struct chooser){pick_fickly, &fickle}, &run);
        strategy_end(strategy, &run);
    }
    cr_expect_not(strategy_progress(strategy).finished);
    run_clear(&run);
    strategy_destroy(strategy);
}
