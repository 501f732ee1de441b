/* SPDX-License-Identifier: MIT */
/* Runs that never came so far that a check can tell: they count against it only when there are no
 * others, while the check that is about the end itself fails by any of them. */
#include "base/scope.h"
#include "experiment.h"

#include <criterion/criterion.h>
#include <string.h>

static void judge_end(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

static void judge_line(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle_tells(oracle, verdict) && oracle->line_count != 1)
        fail(verdict, FAILURE_ASSERTION, "%zu lines", oracle->line_count);
}

/* The answer comes before or after the question whether it is there. */
static const char seldom[] = "#include <signal.h>\n#include <stdio.h>\n#include <unistd.h>\n"
                             "static volatile sig_atomic_t done;\n"
                             "static void on_end(int n) { (void)n; done = 1; }\n"
                             "int main(void) { signal(SIGCHLD, on_end);\n"
                             "if (!fork()) _exit(0);\n"
                             "if (!done) pause();\n"
                             "puts(\"done\"); return 0; }";
static const char always[] = "#include <unistd.h>\nint main(void) { for (;;) pause(); }";
static const char wrong[] = "#include <unistd.h>\nint main(void) { return getppid() < 0; }";

static void states_of(const char *text, uint64_t budget, enum check_state states[2])
{
    static const struct oracle_check checks[] = {{"ends", judge_end}, {"line", judge_line}};
    struct source_file file = {"program.c", text, strlen(text), false};
    struct build_spec spec = {.files = &file, .file_count = 1};
    cleanup_with(build_result_clear) struct build_result build = {0};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    struct scenario scenario = {.id = "alone", .budget = budget, .limits = {.steps = 200}};
    struct error err = {0};
    cr_assert(build_program(&spec, &build, &err) == 0 && build.ok, "%s", err.message);
    struct program *program = program_new(&build);
    cr_assert_eq(experiment_run(program, &scenario, checks, 2, 0, &report, &err), 0, "%s",
                 err.message);
    program_free(program);
    for (size_t i = 0; i < 2; i++) {
        states[i] = report.checks[i].state;
        cr_expect_eq(states[i] == CHECK_FAIL, report.checks[i].failure != NULL);
    }
}

static void expect(const char *text, uint64_t budget, enum check_state end, enum check_state line)
{
    enum check_state states[2];
    states_of(text, budget, states);
    cr_expect_eq(states[0], end);
    cr_expect_eq(states[1], line);
}

Test(silent, a_run_that_seldom_ends_counts_for_its_end_only)
{
    expect(seldom, 200, CHECK_FAIL, CHECK_PASS);
}

Test(silent, without_any_end_all_fails)
{
    expect(always, 200, CHECK_FAIL, CHECK_FAIL);
}

Test(silent, also_when_the_budget_ends_first)
{
    expect(always, 2, CHECK_FAIL, CHECK_FAIL);
}

Test(silent, an_end_that_tells_is_judged)
{
    expect(wrong, 20, CHECK_PASS, CHECK_FAIL);
}
