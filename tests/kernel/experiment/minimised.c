/* SPDX-License-Identifier: MIT */
/* How small a failure is when it is reported. A bug of depth d is made by the order of d steps, for
 * which d - 1 preemptions are enough; what is shown may have one more. The programs are those of
 * tests/bench/explore and classic, whose heads tell their depth ("N": as many as the processes).
 *
 * Usage: minimised PROGRAM.c [SEEDS]. Each seed is tried with the portfolio and with `random`,
 * whose failures are the most tangled; among more than five tasks that finds little, so it is left
 * out. */
#include "specimen.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "confirm.h"
#include "experiment.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FOR_RANDOM = 5 };

static void judge_program(const struct oracle *oracle, struct verdict *verdict)
{
    const struct task *tasks = oracle->run->tasks;
    if (!oracle_completed(oracle, verdict))
        return;
    for (size_t i = 0; i < oracle->run->task_count; i++)
        if (tasks[i].fate == FATE_SIGNALLED && tasks[i].status != SIGKILL)
            fail(verdict, FAILURE_CRASH, "%s crashed", tasks[i].path);
    if (tasks[0].fate != FATE_EXITED || tasks[0].status != 0)
        fail(verdict, FAILURE_ASSERTION, "main says so");
}

static MUST_CHECK int build(const struct specimen *specimen, long each, struct program **program,
                            struct error *err)
{
    cleanup_free char *definition = format_string("-DEACH=%ld", each);
    const char *const flags[] = {"-pthread", definition};
    struct source_file file = {"program.c", specimen->source.data, specimen->source.length, false};
    struct build_spec spec = {.files = &file, .file_count = 1, .flags = flags, .flag_count = 2};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok)
        return error_set(err, ERROR_INTERNAL, "the program doesn't compile");
    *program = program_new(&result);
    return 0;
}

/* 1: it is larger than it may be, or the portfolio didn't find it. */
static MUST_CHECK int examine(const struct program *program, const struct scenario *scenario,
                              uint64_t seed, uint32_t most, struct error *err)
{
    static const struct oracle_check check = {"program", judge_program};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    if (experiment_run(program, scenario, &check, 1, seed, &report, err) < 0)
        return -1;
    const struct failure_record *failure = report.checks[0].failure;
    bool must = strcmp(scenario->strategy, "portfolio") == 0;
    bool wrong = failure ? failure->preemptions > most : must;
    if (failure)
        printf("%s %s, seed %llu: %u preemptions of at most %u: %s\n", wrong ? "not ok" : "ok",
               scenario->strategy, (unsigned long long)seed, failure->preemptions, most,
               failure->schedule);
    else
        printf("%s %s, seed %llu: not found\n", wrong ? "not ok" : "ok", scenario->strategy,
               (unsigned long long)seed);
    fflush(stdout);
    return wrong;
}

static MUST_CHECK int examine_value(const struct specimen *specimen, long each, uint64_t seeds,
                                    struct error *err)
{
    static const char *const strategies[] = {"portfolio", "random"};
    struct program *program = NULL;
    if (build(specimen, each, &program, err) < 0)
        return -1;
    long depth = strcmp(specimen->depth, "N") == 0 ? each : strtol(specimen->depth, NULL, 10);
    int worst = 0;
    for (uint64_t i = 0; i < 2 * seeds && worst >= 0; i++) {
        struct scenario scenario = {
            .id = "bug", .faults = specimen->faults, .strategy = strategies[i % 2], .budget = 2000};
        int result = i % 2 && each > MOST_FOR_RANDOM
                         ? 0
                         : examine(program, &scenario, i / 2, (uint32_t)depth, err);
        worst = result < 0 ? -1 : worst | result;
    }
    program_free(program);
    return worst;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    cleanup_with(specimen_clear) struct specimen specimen = {0};
    uint64_t seeds = argc > 2 ? strtoull(argv[2], NULL, 10) : 3;
    if (argc < 2 || specimen_read(argv[1], &specimen, &err) < 0 || !specimen.depth) {
        fprintf(stderr, "usage: minimised PROGRAM.c [SEEDS] %s\n", err.message);
        return 2;
    }
    int worst = 0;
    for (size_t i = 0; i < (specimen.each_count ? specimen.each_count : 1) && worst >= 0; i++) {
        long each = specimen.each_count ? specimen.each[i] : 0;
        int result = examine_value(&specimen, each, seeds, &err);
        worst = result < 0 ? -1 : worst | result;
    }
    if (worst < 0)
        fprintf(stderr, "%s\n", err.message);
    return worst < 0 ? error_exit_status(err.kind) : worst;
}
