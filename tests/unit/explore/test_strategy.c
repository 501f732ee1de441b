/* SPDX-License-Identifier: MIT */
/* What is asked of every strategy, and of the list of them. */
#include "campaign.h"

#include "base/allocate.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(strategy, every_name_is_found_and_no_other)
{
    size_t count = 0;
    for (const char *const *name = strategy_names(); *name; name++, count++)
        cr_expect_str_eq(strategy_find(*name)->name, *name);
    cr_expect_geq(count, 2);
    cr_expect_null(strategy_find("replay"));
    cr_expect_null(strategy_find(""));
}

/* Schedules of a campaign, one after the other, as one text. */
static char *transcript(const char *name, uint64_t seed, const struct system *system)
{
    struct strategy *strategy = strategy_find(name)->create(seed);
    struct run run = {0};
    char *all = copy_string("");
    for (uint64_t i = 0; i < 40 && strategy_begin(strategy, i); i++) {
        system_run(system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
        struct schedule schedule = {0};
        for (size_t k = 0; k < run.choice_count; k++)
            schedule_add(&schedule, choice_of(&run.choices[k]));
        char *text = schedule_encode(&schedule);
        char *longer = format_string("%s%s\n", all, text);
        free(text);
        free(all);
        all = longer;
        schedule_clear(&schedule);
    }
    run_clear(&run);
    strategy_destroy(strategy);
    return all;
}

Test(strategy, equal_seeds_give_equal_schedules)
{
    struct system system = system_lost_update();
    system.faults = FAULT_SHORT_IO | FAULT_SKEW;
    for (const char *const *name = strategy_names(); *name; name++) {
        char *first = transcript(*name, 3, &system), *second = transcript(*name, 3, &system);
        cr_expect_str_eq(first, second, "%s", *name);
        free(first);
        free(second);
    }
}

Test(strategy, no_strategy_fails_what_is_right)
{
    struct system system = system_locked_update();
    system.faults = FAULT_SKEW;
    for (const char *const *name = strategy_names(); *name; name++) {
        struct campaign campaign = campaign_named(&system, *name, 1, 300, false);
        cr_expect_eq(campaign.failures, 0, "%s", *name);
        cr_expect_eq(campaign.unfinished, 0, "%s", *name);
    }
}

/* A task that spins until another one has written: every run must come to its end. */
Test(strategy, spinning_starves_nobody)
{
    struct system system = {.task_count = 3,
                            .step_limit = 400,
                            .programs = {{{ACT_SPIN, 0, 1}},
                                         {{ACT_SPIN, 1, 1}, {ACT_WRITE, 0, 1}},
                                         {{ACT_COMPUTE, 0, 0}, {ACT_WRITE, 1, 1}}}};
    for (const char *const *name = strategy_names(); *name; name++) {
        struct campaign campaign = campaign_named(&system, *name, 5, 100, false);
        cr_expect_eq(campaign.unfinished, 0, "%s: %lu", *name, campaign.unfinished);
    }
}

/* Main loops for ever without yielding; the signal that ends it comes from another task. */
Test(strategy, a_loop_that_never_yields_starves_nobody)
{
    struct system system = {.task_count = 3,
                            .step_limit = 20000,
                            .programs = {{{ACT_FOREVER, 0, 0}},
                                         {{ACT_FOREVER, 0, 0}},
                                         {{ACT_KILL, 0, 0}, {ACT_KILL, 1, 0}}}};
    for (const char *const *name = strategy_names(); *name; name++) {
        struct campaign campaign = campaign_named(&system, *name, 5, 10, false);
        cr_expect_eq(campaign.unfinished, 0, "%s: %lu", *name, campaign.unfinished);
    }
}
