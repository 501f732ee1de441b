/* SPDX-License-Identifier: MIT */
/* A race that comes up only in rare orders of the locks, which the survey doesn't meet: once a run
 * has shown it, its word is a choice, and the lost update that needs one is found. Whoever has the
 * recorded schedule, and nothing else, sees the same. */
#include "base/scope.h"
#include "experiment.h"
#include "replay.h"

#include <criterion/criterion.h>
#include <string.h>

static const char text[] =
    "#include <assert.h>\n"
    "#include <pthread.h>\n"
    "enum { THREADS = 3 };\n"
    "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
    "static pthread_barrier_t barrier;\n"
    "static int arrived, backwards = 1, count;\n"
    "static void *work(void *number) {\n"
    "    pthread_mutex_lock(&lock);\n"
    "    backwards &= (long)number == THREADS - 1 - arrived;\n"
    "    arrived++;\n"
    "    pthread_mutex_unlock(&lock);\n"
    "    pthread_barrier_wait(&barrier);\n"
    "    if (backwards) count++;\n"
    "    return NULL;\n"
    "}\n"
    "int main(void) {\n"
    "    pthread_t threads[THREADS];\n"
    "    pthread_barrier_init(&barrier, NULL, THREADS);\n"
    "    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, (void *)i);\n"
    "    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);\n"
    "    return backwards && count < THREADS;\n"
    "}\n";

static const struct scenario scenario = {.id = "late", .budget = 500};

static void judge(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle_completed(oracle, verdict) && oracle->run->tasks[0].status != 0)
        fail(verdict, FAILURE_ASSERTION, "an update was lost");
}

static struct program *build(void)
{
    struct source_file file = {"program.c", text, strlen(text), false};
    struct build_spec spec = {.files = &file, .file_count = 1};
    cleanup_with(build_result_clear) struct build_result result = {0};
    struct error err = {0};
    cr_assert(build_program(&spec, &result, &err) == 0 && result.ok, "%s", err.message);
    return program_new(&result);
}

static void search(const struct program *program, struct experiment_report *report)
{
    static const struct oracle_check check = {"sum", judge};
    struct error err = {0};
    cr_assert_eq(experiment_run(program, &scenario, &check, 1, 0, report, &err), 0, "%s",
                 err.message);
    cr_assert_eq(report->checks[0].state, CHECK_FAIL);
}

Test(late_words, become_choices)
{
    cleanup_with(experiment_report_clear) struct experiment_report report = {0}, again = {0};
    cleanup_with(run_clear) struct run run = {0};
    struct error err = {0};
    struct program *program = build();
    search(program, &report);
    search(program, &again);
    const struct failure_record *failure = report.checks[0].failure;
    cr_expect(strstr(failure->schedule, " / "), "%s", failure->schedule);
    cr_expect_str_eq(again.checks[0].failure->schedule, failure->schedule);
    cr_expect_eq(report.finding_count, 1);
    cr_expect_str_eq(report.findings[0].kind, "data-race");
    cr_expect_eq(experiment_replay(program, &scenario, failure->schedule, NULL, &run, &err), 0,
                 "%s", err.message);
    cr_expect_eq(run_fingerprint(&run), run_fingerprint(&failure->run));
    program_free(program);
}
