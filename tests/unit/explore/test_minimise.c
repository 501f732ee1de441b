/* SPDX-License-Identifier: MIT */
#include "explore/minimise.h"

#include "campaign.h"

#include <criterion/criterion.h>
#include <stdlib.h>

struct trial {
    const struct system *system;
    size_t runs;
    uint32_t preemptions; /* of the last run that failed */
};

static bool fails(void *context, struct schedule *candidate)
{
    struct trial *trial = context;
    struct schedule taken = {0};
    struct strategy *strategy = strategy_adapting(candidate, &taken);
    struct run run = {0};
    strategy_begin(strategy, 0);
    struct outcome outcome = system_run(trial->system, strategy_chooser(strategy), &run);
    trial->runs++;
    if (outcome.failed) {
        trial->preemptions = run.preemptions;
        schedule_copy(candidate, &taken);
    }
    schedule_clear(&taken);
    run_clear(&run);
    strategy_destroy(strategy);
    return outcome.failed;
}

/* A lost update between two of six tasks that all do other things, too. */
static struct system noisy(void)
{
    struct system system = {.task_count = 7};
    for (uint32_t i = 0; i < 6; i++)
        system.programs[0][i] = (struct instruction){ACT_WAIT, i + 1, 0};
    system.programs[0][6] = (struct instruction){ACT_FAIL_IF, 0, 1};
    for (int task = 1; task < 7; task++) {
        system.programs[task][0] = (struct instruction){ACT_WRITE, 1, task};
        system.programs[task][1] = (struct instruction){ACT_COMPUTE, 0, 0};
        system.programs[task][2] = (struct instruction){ACT_WRITE, 2, task};
    }
    for (int task = 2; task < 4; task++) {
        system.programs[task][3] = (struct instruction){ACT_READ, 0, 0};
        system.programs[task][4] = (struct instruction){ACT_STORE, 0, 1};
    }
    return system;
}

Test(minimise, one_preemption_is_left_of_a_lost_update)
{
    struct system system = noisy();
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct campaign campaign = campaign_named(&system, "random", seed, 500, true);
        cr_assert_eq(campaign.failures, 1);
        struct trial trial = {.system = &system};
        minimise(&campaign.failing, fails, &trial, 300);
        cr_expect_leq(trial.runs, 300);
        cr_expect(fails(&trial, &campaign.failing), "seed %lu", seed);
        cr_expect_leq(trial.preemptions, 2, "seed %lu: %u", seed, trial.preemptions);
        cr_expect_leq(burden_of(&campaign.failing).switches, 4, "seed %lu", seed);
        schedule_clear(&campaign.failing);
    }
}

Test(minimise, faults_that_do_not_matter_are_taken_out)
{
    struct system system = {
        .task_count = 2,
        .faults = FAULT_SHORT_IO | FAULT_SKEW,
        .programs = {
            {{ACT_WRITE, 1, 1}, {ACT_WRITE, 0, 1}, {ACT_WRITE, 1, 1}, {ACT_FAIL_IF, 0, 0}}}};
    struct schedule schedule = {0};
    struct error err;
    cr_assert_eq(schedule_decode("f0:1 clock f0:1 clock f0:1 1 0*2", &schedule, &err), 0);
    struct trial trial = {.system = &system};
    minimise(&schedule, fails, &trial, 100);
    char *text = schedule_encode(&schedule);
    cr_expect_str_eq(text, "0 f0:1");
    free(text);
    schedule_clear(&schedule);
}

Test(minimise, never_tries_more_than_it_may)
{
    struct system system = noisy();
    struct campaign campaign = campaign_named(&system, "random", 0, 500, true);
    struct schedule before = {0};
    schedule_copy(&before, &campaign.failing);
    struct trial trial = {.system = &system};
    minimise(&campaign.failing, fails, &trial, 7);
    cr_expect_eq(trial.runs, 7);
    trial.runs = 0;
    minimise(&before, fails, &trial, 0);
    cr_expect_eq(trial.runs, 0);
    schedule_clear(&campaign.failing);
    schedule_clear(&before);
}

static bool always_fails(void *context, struct schedule *candidate)
{
    (void)context;
    (void)candidate;
    return true;
}

Test(minimise, what_fails_always_needs_no_schedule)
{
    struct schedule schedule = {0};
    struct error err;
    cr_assert_eq(schedule_decode("0*3 1 0 d1:15 2 f1:2 v3", &schedule, &err), 0);
    minimise(&schedule, always_fails, NULL, 50);
    cr_expect_eq(schedule.count, 0);
    schedule_clear(&schedule);
}

Test(minimise, burden_counts_what_there_is_to_read)
{
    struct schedule schedule = {0};
    struct error err;
    cr_assert_eq(schedule_decode("0*3 v1 0 1 d1:15 f2:1 clock", &schedule, &err), 0);
    struct burden burden = burden_of(&schedule);
    cr_expect_eq(burden.events, 2);
    cr_expect_eq(burden.switches, 3);
    cr_expect_eq(burden.length, 9);
    schedule_clear(&schedule);
}
