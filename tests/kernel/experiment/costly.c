/* SPDX-License-Identifier: MIT */
/* What a run costs of the budget: one that ends counts once, one that is stopped at a bound several
 * times, so that a program that spins doesn't hold up the class. */
#include "base/scope.h"
#include "experiment.h"

#include <criterion/criterion.h>
#include <string.h>

static void judge_end(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

static void judge_nothing(const struct oracle *oracle, struct verdict *verdict)
{
    (void)oracle;
    (void)verdict;
}

static const char spins[] = "#include <unistd.h>\nint main(void) { for (;;) usleep(10); }";

static uint64_t schedules_of(const char *text, uint64_t steps, uint64_t budget)
{
    static const struct oracle_check checks[] = {{"ends", judge_end}, {"nothing", judge_nothing}};
    struct source_file file = {"program.c", text, strlen(text), false};
    struct build_spec spec = {.files = &file, .file_count = 1};
    cleanup_with(build_result_clear) struct build_result build = {0};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    struct scenario scenario = {
        .id = "alone", .strategy = "random", .budget = budget, .limits = {.steps = steps}};
    struct error err = {0};
    cr_assert(build_program(&spec, &build, &err) == 0 && build.ok, "%s", err.message);
    struct program *program = program_new(&build);
    cr_assert_eq(experiment_run(program, &scenario, checks, 2, 0, &report, &err), 0, "%s",
                 err.message);
    program_free(program);
    cr_expect_eq(report.checks[1].state, CHECK_PASS);
    return report.schedules;
}

Test(costly, a_run_that_ends_counts_once)
{
    const char *ends = "#include <unistd.h>\nint main(void) { return getppid() < 0; }";
    cr_expect_eq(schedules_of(ends, 200, 12), 12);
}

Test(costly, a_run_to_the_bound_counts_four_times)
{
    cr_expect_eq(schedules_of(spins, 200, 12), 3);
    cr_expect_eq(schedules_of(spins, 200, 13), 4);
}

Test(costly, a_long_run_to_the_bound_counts_by_its_steps)
{
    cr_expect_eq(schedules_of(spins, 4000, 16), 2);
    cr_expect_eq(schedules_of(spins, 4000, 17), 3);
}
