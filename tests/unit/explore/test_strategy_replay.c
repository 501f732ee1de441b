/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <criterion/criterion.h>

struct replayed {
    struct outcome outcome;
    enum run_end end;
    long divergence;
    size_t choices;
};

static struct replayed replay(const struct system *system, const struct schedule *schedule)
{
    struct strategy *strategy = strategy_replay(schedule);
    struct run run = {0};
    cr_assert(strategy_begin(strategy, 0));
    struct replayed replayed = {.outcome = system_run(system, strategy_chooser(strategy), &run)};
    replayed.end = run.end;
    replayed.divergence = strategy_replay_divergence(strategy);
    replayed.choices = run.choice_count;
    strategy_destroy(strategy);
    run_clear(&run);
    return replayed;
}

static struct replayed replay_text(const struct system *system, const char *text)
{
    struct schedule schedule = {0};
    struct error err;
    cr_assert_eq(schedule_decode(text, &schedule, &err), 0);
    struct replayed replayed = replay(system, &schedule);
    schedule_clear(&schedule);
    return replayed;
}

Test(replay, a_failure_is_seen_again)
{
    struct system system = system_lost_update();
    struct campaign campaign = campaign_named(&system, "random", 0, 100, true);
    cr_assert_eq(campaign.failures, 1);
    struct replayed again = replay(&system, &campaign.failing);
    cr_expect(again.outcome.failed);
    cr_expect_eq(again.end, RUN_COMPLETED);
    cr_expect_eq(again.divergence, -1);
    cr_expect_eq(again.choices, campaign.failing.count);
    schedule_clear(&campaign.failing);
}

Test(replay, goes_on_calmly_after_the_last_choice)
{
    struct system system = system_lost_update();
    struct replayed again = replay_text(&system, "1 2*3");
    cr_expect(again.outcome.failed);
    cr_expect_eq(again.divergence, -1);
    cr_expect_not(replay_text(&system, "").outcome.failed);
}

Test(replay, stops_at_the_first_choice_that_is_not_open)
{
    struct system system = system_lost_update();
    struct replayed again = replay_text(&system, "1 0 2*3");
    cr_expect_eq(again.end, RUN_DIVERGED);
    cr_expect_eq(again.divergence, 1);
    cr_expect_eq(again.choices, 1);
    cr_expect_eq(replay_text(&system, "1*3 v1").divergence, 3);
    cr_expect_eq(replay_text(&system, "d1:15").divergence, 0);
}
