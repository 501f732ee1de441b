/* SPDX-License-Identifier: MIT */
/* Runs one tiny program under many schedules and compares the outcomes that came up with those its
 * head names (specimen.h): all of them, and only them. So both a scheduler that misses an
 * interleaving and one that invents what no kernel does are caught.
 *
 * An exhaustive search comes first, as far as the budget goes, then random choice, then dpor: where
 * that finishes within the budget it must have found all outcomes by itself, else two steps are
 * wrongly held to be independent. The first
 * schedule of each outcome and a sample of the others are run again by their choices, which must
 * give the same run, step by step; and no call may have passed without a model.
 *
 * Usage: litmus PROGRAM.c [gcc|clang] */
#define _GNU_SOURCE
#include "specimen.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "detect/detection.h"
#include "experiment.h"
#include "explore/strategy.h"
#include "stage.h"
#include "survey.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPEAT_EVERY = 20, ALL_IS_KNOWN = 20, SKIPPED = 77 };

struct trial {
    const struct specimen *specimen;
    struct stage *stage;
    struct outcomes seen;
    struct outcomes findings;
    struct outcomes alone; /* by the strategy that acts now */
    uint64_t schedules;
    int complaints;
};

static void strategy_free(struct strategy **strategy)
{
    strategy_destroy(*strategy);
}

static void complain(struct trial *trial, const char *what, const struct run *run,
                     const struct schedule *schedule)
{
    cleanup_free char *outcome = specimen_outcome(trial->specimen, run);
    cleanup_free char *words = schedule_encode(schedule);
    printf("%s: %s\n    %s\n    schedule: %s\n", what, outcome, run->detail ? run->detail : "",
           words);
    trial->complaints++;
}

static void schedule_of(const struct run *run, struct schedule *schedule)
{
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(schedule, choice_of(&run->choices[i]));
}

/* Equal choices must give an equal run. */
static MUST_CHECK int repeat(struct trial *trial, const struct run *run,
                             const struct schedule *schedule, struct error *err)
{
    cleanup_with(run_clear) struct run again = {0};
    cleanup_with(strategy_free) struct strategy *strategy = strategy_replay(schedule);
    if (!strategy_begin(strategy, 0))
        return error_set(err, ERROR_INTERNAL, "a replay doesn't begin");
    if (stage_run(trial->stage, strategy_chooser(strategy), false, &again, err) < 0)
        return -1;
    if (run_fingerprint(&again) != run_fingerprint(run))
        complain(trial, "came up once, and not again", run, schedule);
    return 0;
}

/* Names and files are what these programs are about; what is found in memory or about locks is a
 * claim that the program is wrong. */
static bool is_claim(enum detection_kind kind)
{
    return kind != DETECTION_FILE_RACE && kind != DETECTION_ZOMBIE && kind != DETECTION_ORPHAN;
}

static void detect(struct trial *trial, const struct run *run, const struct schedule *schedule)
{
    struct detections found = {0};
    detect_all(run, &found);
    for (size_t i = 0; i < found.count && trial->complaints == 0; i++) {
        const char *kind = detection_name(found.items[i].kind);
        outcomes_add(&trial->findings, kind);
        if (is_claim(found.items[i].kind) && !outcomes_have(&trial->specimen->findings, kind))
            complain(trial, found.items[i].message, run, schedule);
    }
    detections_clear(&found);
}

static MUST_CHECK int examine(struct trial *trial, const struct run *run, struct error *err)
{
    cleanup_free char *outcome = specimen_outcome(trial->specimen, run);
    cleanup_with(schedule_clear) struct schedule schedule = {0};
    schedule_of(run, &schedule);
    bool new = !outcomes_have(&trial->seen, outcome);
    outcomes_add(&trial->seen, outcome);
    outcomes_add(&trial->alone, outcome);
    if (new && !outcomes_have(&trial->specimen->expected, outcome))
        complain(trial, "came up, but can't exist", run, &schedule);
    detect(trial, run, &schedule);
    if (run->uncontrolled)
        complain(trial, run->uncontrolled_names, run, &schedule);
    if (new || trial->schedules % REPEAT_EVERY == 0)
        return repeat(trial, run, &schedule, err);
    return 0;
}

/* *finished: there is no other schedule. */
static MUST_CHECK int explore(struct trial *trial, const char *name, uint64_t budget,
                              bool *finished, struct error *err)
{
    cleanup_with(strategy_free) struct strategy *strategy = strategy_find(name)->create(0);
    uint64_t index = 0;
    outcomes_clear(&trial->alone);
    for (; index < budget && trial->complaints == 0; index++) {
        cleanup_with(run_clear) struct run run = {0};
        if (!strategy_begin(strategy, index))
            break;
        if (stage_run(trial->stage, strategy_chooser(strategy), false, &run, err) < 0)
            return error_wrap(err, "schedule %llu of %s", (unsigned long long)index, name);
        strategy_end(strategy, &run);
        trial->schedules++;
        if (examine(trial, &run, err) < 0)
            return -1;
    }
    *finished = strategy_progress(strategy).finished;
    printf("%s: %llu schedules%s\n", name, (unsigned long long)index, *finished ? ", all" : "");
    return 0;
}

static void find_missing(struct trial *trial, const struct outcomes *expected,
                         const struct outcomes *seen, const char *complaint)
{
    for (size_t i = 0; i < expected->count; i++)
        if (!outcomes_have(seen, expected->items[i])) {
            printf("%s: %s\n", complaint, expected->items[i]);
            trial->complaints++;
        }
}

static MUST_CHECK int build(const struct specimen *specimen, const char *compiler,
                            struct program **program, struct error *err)
{
    static const char *const flags[] = {"-pthread"};
    struct source_file file = {"litmus.c", specimen->source.data, specimen->source.length, false};
    struct build_spec spec = {
        .files = &file, .file_count = 1, .flags = flags, .flag_count = 1, .compiler = compiler};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok || result.diagnostic_count)
        return error_set(err, ERROR_INTERNAL, "it doesn't compile cleanly: %s%s%s",
                         result.reason ? result.reason : "", result.diagnostic_count ? ": " : "",
                         result.diagnostic_count ? result.diagnostics[0].message : "");
    *program = program_new(&result);
    return 0;
}

static void complain_of_the_search(struct trial *trial)
{
    printf("no exhaustive search comes to its end within the budget\n");
    trial->complaints++;
}

static MUST_CHECK int run_trial(struct trial *trial, const struct program *program,
                                struct error *err)
{
    const struct specimen *specimen = trial->specimen;
    struct scenario scenario = {.id = "litmus",
                                .tools = specimen->tools,
                                .faults = specimen->faults,
                                .input = specimen->input.data,
                                .input_size = specimen->input.length};
    if (stage_open(program, &scenario, &trial->stage, err) < 0)
        return -1;
    bool finished = false;
    cleanup_with(shared_words_clear) struct shared_words words = {0};
    int failed = survey(trial->stage, &words, err);
    if (failed == 0)
        failed = explore(trial, "bounded", specimen->budget, &finished, err);
    bool complete = finished;
    uint64_t rest = finished ? ALL_IS_KNOWN : specimen->budget;
    if (failed == 0)
        failed = explore(trial, "random", rest, &finished, err);
    if (failed == 0)
        find_missing(trial, &specimen->expected, &trial->seen, "exists, but never came up");
    find_missing(trial, &specimen->findings, &trial->findings, "must be found, but wasn't");
    if (failed == 0 && trial->complaints == 0)
        failed = explore(trial, "dpor", specimen->budget, &finished, err);
    if (failed == 0 && finished)
        find_missing(trial, &specimen->expected, &trial->alone,
                     "exists, but dpor says that it doesn't");
    if (failed == 0 && specimen->complete && trial->complaints == 0 && !complete && !finished)
        complain_of_the_search(trial);
    stage_close(trial->stage);
    return failed;
}

static MUST_CHECK int test(const char *path, const char *compiler, int *complaints,
                           struct error *err)
{
    cleanup_with(specimen_clear) struct specimen specimen = {0};
    struct trial trial = {.specimen = &specimen};
    struct program *program = NULL;
    if (specimen_read(path, &specimen, err) < 0)
        return -1;
    if (specimen.expected.count == 0)
        return error_set(err, ERROR_USAGE, "%s names no outcome", path);
    if (build(&specimen, compiler, &program, err) < 0)
        return -1;
    int failed = run_trial(&trial, program, err);
    *complaints = trial.complaints;
    outcomes_clear(&trial.seen);
    outcomes_clear(&trial.alone);
    outcomes_clear(&trial.findings);
    program_free(program);
    return failed;
}

/* Director and tasks must share a processor; tests that run side by side had better not. */
static void pin(void)
{
    cpu_set_t allowed, one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) < 0)
        return;
    int skip = (int)getpid() % CPU_COUNT(&allowed), cpu = 0;
    while (!CPU_ISSET(cpu, &allowed) || skip-- > 0)
        cpu++;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    int complaints = 0;
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: litmus PROGRAM.c [gcc|clang]\n");
        return 2;
    }
    if (argc == 3 && strcmp(argv[2], "clang") == 0 && access("/usr/bin/clang", X_OK) < 0) {
        puts("clang isn't installed");
        return SKIPPED;
    }
    pin();
    if (test(argv[1], argv[2], &complaints, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return error_exit_status(err.kind);
    }
    return complaints != 0;
}
