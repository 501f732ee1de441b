/* SPDX-License-Identifier: MIT */
#include "campaign.h"
#include "explore/strategy.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static enum run_end follow(const struct system *system, struct strategy *strategy,
                           uint64_t *fingerprint)
{
    struct run run = {0};
    strategy_begin(strategy, 0);
    system_run(system, strategy_chooser(strategy), &run);
    enum run_end end = run.end;
    *fingerprint = run_fingerprint(&run);
    run_clear(&run);
    strategy_destroy(strategy);
    return end;
}

/* What is taken of `text`; the strict replay of it must be the same run. free() it. */
static char *taken_of(const struct system *system, const char *text)
{
    struct schedule wished = {0}, taken = {0};
    struct error err;
    uint64_t adapted, replayed;
    cr_assert_eq(schedule_decode(text, &wished, &err), 0);
    cr_expect_neq(follow(system, strategy_adapting(&wished, &taken), &adapted), RUN_DIVERGED);
    cr_expect_neq(follow(system, strategy_replay(&taken), &replayed), RUN_DIVERGED);
    cr_expect_eq(adapted, replayed, "%s", text);
    char *fitted = schedule_encode(&taken);
    schedule_clear(&wished);
    schedule_clear(&taken);
    return fitted;
}

Test(strategy_adapting, what_fits_is_followed_to_the_letter)
{
    struct system system = system_lost_update();
    struct campaign campaign = campaign_named(&system, "random", 0, 500, true);
    char *text = schedule_encode(&campaign.failing), *taken = taken_of(&system, text);
    cr_expect_str_eq(taken, text);
    free(taken);
    free(text);
    schedule_clear(&campaign.failing);
}

Test(strategy_adapting, what_is_not_open_is_left_out)
{
    struct system system = system_lost_update();
    char *taken = taken_of(&system, "9 1 d1:15 v3 2 clock f1:1 7*4");
    cr_expect_str_eq(taken, "1 2");
    free(taken);
}

Test(strategy_adapting, an_outcome_that_nobody_wished_for_is_the_first)
{
    struct system system = {
        .task_count = 2,
        .programs = {{{ACT_PICK, 0, 3}, {ACT_WAIT, 1, 0}}, {{ACT_WRITE, 1, 1}, {ACT_WRITE, 1, 2}}}};
    char *taken = taken_of(&system, "0 1*2");
    cr_expect_str_eq(taken, "0 v0");
    free(taken);
    taken = taken_of(&system, "0 v2 1*2");
    cr_expect_str_eq(taken, "0 v2");
    free(taken);
}
