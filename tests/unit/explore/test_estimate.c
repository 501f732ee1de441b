/* SPDX-License-Identifier: MIT */
#include "explore/estimate.h"

#include "campaign.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

struct watched {
    struct strategy *strategy;
    struct estimate estimate;
};

static long pick_watched(void *context, const struct decision *decision)
{
    struct watched *watched = context;
    estimate_decision(&watched->estimate, decision);
    return strategy_pick(watched->strategy, decision);
}

/* Two tasks of 6 steps: (12 choose 6) = 924 interleavings. */
Test(estimate, of_random_runs_comes_near_the_truth)
{
    struct system system = {.task_count = 2};
    for (int i = 0; i < 5; i++)
        system.programs[0][i] = system.programs[1][i] = (struct instruction){ACT_COMPUTE, 0, 0};
    struct watched watched = {.strategy = strategy_find("random")->create(0)};
    struct run run = {0};
    cr_expect_eq(estimate_log10(&watched.estimate), 0);
    for (uint64_t i = 0; i < 1000; i++) {
        strategy_begin(watched.strategy, i);
        system_run(&system, (struct chooser){pick_watched, &watched}, &run);
        estimate_run(&watched.estimate);
    }
    double size = pow(10, estimate_log10(&watched.estimate));
    cr_expect(size > 850 && size < 1000, "%.0f", size);
    run_clear(&run);
    strategy_destroy(watched.strategy);
}

Test(estimate, spaces_beyond_any_number_are_no_trouble)
{
    struct option options[16] = {0};
    struct decision decision = {.options = options, .count = 16};
    struct estimate estimate = {0};
    for (int run = 0; run < 3; run++) {
        for (int i = 0; i < 5000; i++)
            estimate_decision(&estimate, &decision);
        estimate_run(&estimate);
    }
    cr_expect_float_eq(estimate_log10(&estimate), 5000 * log10(16), 1e-6);
}

static const struct sentence {
    const char *strategy;
    uint64_t seed, schedules;
    struct strategy_progress progress;
    const char *expected;
} sentences[] = {
    {"portfolio", 0, 2000, {0, false, false, -1, -1, 0}, "2,000 schedules by portfolio, seed 0"},
    {"portfolio", 0, 2000, {0, false, false, 0, -1, 1}, "2,000 schedules by portfolio, seed 0"},
    {"first", 3, 1, {0, false, false, -1, -1, 0}, "1 schedule by first"},
    {"portfolio",
     7,
     1234567,
     {0, false, false, 1, -1, 214},
     "every schedule with at most 1 delay was run (214), and 1,234,353 others by portfolio, seed "
     "7"},
    {"bounded",
     0,
     3042,
     {0, false, false, -1, 2, 3042},
     "every schedule with at most 2 preemptions was run (3,042) by bounded, seed 0"},
    {"bounded",
     0,
     4,
     {0, false, false, -1, 0, 2},
     "every schedule with no preemption was run (2), and 2 others by bounded, seed 0"},
    {"portfolio", 0, 90, {0, true, false, 4, -1, 20}, "every one of the 20 interleavings was run"},
    {"dpor",
     0,
     1284,
     {0, true, true, -1, -1, 0},
     "every one of the 1,284 inequivalent interleavings was run"},
    {"portfolio", 0, 2, {0, true, false, 0, -1, 1}, "the only possible interleaving was run"},
};

Test(estimate, statements_say_what_was_run)
{
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        const struct sentence *sentence = &sentences[i];
        char *statement = estimate_statement(sentence->strategy, sentence->seed,
                                             sentence->schedules, &sentence->progress);
        cr_expect_str_eq(statement, sentence->expected);
        free(statement);
    }
}
