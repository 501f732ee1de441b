/* SPDX-License-Identifier: MIT */
/* The pair of steps that decides a failure: found among its candidates by reversing them. */
#include "explore/critical.h"

#include "campaign.h"

#include <criterion/criterion.h>

enum { MOST = 16 };

static struct run run_schedule(const struct system *system, const struct schedule *schedule)
{
    struct run run = {0};
    struct strategy *replay = strategy_replay(schedule);
    cr_assert(strategy_begin(replay, 0));
    cr_assert(system_run(system, strategy_chooser(replay), &run).failed);
    strategy_destroy(replay);
    return run;
}

/* Whether the failure goes away with the pair the other way round, and whether it could be. */
static bool decides(const struct system *system, const struct run *run,
                    const struct critical_pair *pair, bool *reversed)
{
    struct run other = {0};
    struct strategy *reversal = strategy_reversal(run, pair);
    cr_assert(strategy_begin(reversal, 0));
    bool failed = system_run(system, strategy_chooser(reversal), &other).failed;
    *reversed = critical_is_reversed(run, pair, &other);
    strategy_destroy(reversal);
    run_clear(&other);
    return *reversed && !failed;
}

static struct run lost_update(const struct system *system)
{
    struct campaign campaign = campaign_named(system, "random", 0, 100, true);
    cr_assert_eq(campaign.failures, 1);
    struct run run = run_schedule(system, &campaign.failing);
    schedule_clear(&campaign.failing);
    return run;
}

Test(critical, a_lost_update_is_decided_by_a_read_and_a_write)
{
    struct system system = system_lost_update();
    struct run run = lost_update(&system);
    struct critical_pair pairs[MOST];
    size_t count = critical_candidates(&run, pairs, MOST), decisive = 0;
    for (size_t i = 0; i < count; i++) {
        bool reversed;
        const struct step *first = &run.steps[pairs[i].first];
        const struct step *second = &run.steps[pairs[i].second];
        cr_expect_lt(pairs[i].first, pairs[i].second);
        cr_expect_neq(first->task, second->task);
        if (!decides(&system, &run, &pairs[i], &reversed))
            continue;
        decisive++;
        cr_expect_eq(first->object, second->object);
        cr_expect_eq(first->access, ACCESS_READ);
        cr_expect_eq(second->access, ACCESS_WRITE);
    }
    cr_expect_geq(decisive, 1);
    run_clear(&run);
}

Test(critical, what_one_must_wait_for_can_not_be_reversed)
{
    struct system system = system_lost_update();
    struct run run = lost_update(&system);
    size_t last = run.step_count - 1; /* main's look at the sum, behind both waits */
    for (size_t i = 0; i < last; i++) {
        bool reversed;
        struct critical_pair pair = {i, last, false};
        if (run.steps[i].task != run.steps[last].task && run.steps[i].access == ACCESS_WRITE)
            cr_expect_not(decides(&system, &run, &pair, &reversed) || reversed);
    }
    run_clear(&run);
}

Test(critical, no_more_candidates_than_asked_for)
{
    struct system system = system_lost_update();
    struct run run = lost_update(&system);
    struct critical_pair one;
    cr_expect_eq(critical_candidates(&run, &one, 1), 1);
    run_clear(&run);
}
