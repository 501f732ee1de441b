/* SPDX-License-Identifier: MIT */
/* How soon each strategy finds the bug of a small program: the mean number of schedules to the
 * first failure over several seeds, and in how many of them it was found at all. A program is a bug
 * and, with FIXED defined, its corrected twin, which must not fail in any schedule of any strategy,
 * with every fault on that a program needn't be prepared for (fork fails, a process is killed:
 * those it would have to be).
 *
 * Usage: explore FOLDER|PROGRAM.c [SEEDS [LIMIT [TWIN]]]: seeds of each strategy, schedules to give
 * up after, schedules of the twin. Fails when a twin fails, or when the portfolio misses a bug. */
#define _GNU_SOURCE
#include "specimen.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "experiment.h"
#include "explore/strategy.h"
#include "stage.h"
#include "survey.h"

#include <dirent.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STRATEGIES = 7 };
static const char *const strategies[STRATEGIES] = {"random", "pct",           "pos",      "surw",
                                                   "races",  "delay-bounded", "portfolio"};
static const unsigned harmless =
    FAULT_SHORT_IO | FAULT_EINTR | FAULT_SPURIOUS | FAULT_SKEW | FAULT_LATE_SIGNALS;

struct bench {
    uint64_t seeds, limit, twin;
    bool failed;
};

struct variant {
    const struct specimen *specimen;
    const char *name;
    long each; /* 0: the program has no such parameter */
};

static void strategy_free(struct strategy **strategy)
{
    strategy_destroy(*strategy);
}

static void stage_free(struct stage **stage)
{
    stage_close(*stage);
}

static void program_release(struct program **program)
{
    program_free(*program);
}

/* The program judges itself by main's status; and nobody may crash or wait for ever. */
static bool fails(const struct run *run)
{
    bool failed =
        run->end != RUN_COMPLETED || run->tasks[0].fate != FATE_EXITED || run->tasks[0].status != 0;
    for (size_t i = 0; i < run->task_count && !failed; i++)
        failed = run->tasks[i].fate == FATE_SIGNALLED &&
                 (run->tasks[i].status == SIGABRT || run->tasks[i].status == SIGSEGV);
    return failed;
}

static MUST_CHECK int build(const struct variant *variant, bool fixed, struct program **program,
                            struct error *err)
{
    cleanup_free char *each = format_string("-DEACH=%ld", variant->each);
    const char *const flags[] = {"-pthread", each, "-DFIXED"};
    struct source_file file = {"program.c", variant->specimen->source.data,
                               variant->specimen->source.length, false};
    struct build_spec spec = {
        .files = &file, .file_count = 1, .flags = flags, .flag_count = fixed ? 3 : 2};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok)
        return error_set(err, ERROR_INTERNAL, "%s doesn't compile: %s", variant->name,
                         result.diagnostic_count ? result.diagnostics[0].message : result.reason);
    *program = program_new(&result);
    return 0;
}

/* Number of the first schedule that fails; 0: none did. */
static MUST_CHECK int hunt(struct stage *stage, const char *name, uint64_t seed, uint64_t limit,
                           uint64_t *first, struct error *err)
{
    cleanup_with(strategy_free) struct strategy *strategy = strategy_find(name)->create(seed);
    *first = 0;
    for (uint64_t i = 0; i < limit && !*first && strategy_begin(strategy, i); i++) {
        cleanup_with(run_clear) struct run run = {0};
        if (stage_run(stage, strategy_chooser(strategy), false, &run, err) < 0)
            return error_wrap(err, "schedule %llu of %s", (unsigned long long)i, name);
        strategy_end(strategy, &run);
        *first = fails(&run) ? i + 1 : 0;
    }
    return 0;
}

static MUST_CHECK int hunt_bug(struct bench *bench, const struct variant *variant,
                               struct error *err)
{
    cleanup_with(program_release) struct program *program = NULL;
    cleanup_with(stage_free) struct stage *stage = NULL;
    cleanup_with(shared_words_clear) struct shared_words words = {0};
    struct scenario scenario = {.id = "bug", .faults = variant->specimen->faults};
    if (build(variant, false, &program, err) < 0 ||
        stage_open(program, &scenario, &stage, err) < 0 || survey(stage, &words, err) < 0)
        return -1;
    for (int i = 0; i < STRATEGIES; i++) {
        uint64_t found = 0, sum = 0, first;
        for (uint64_t seed = 0; seed < bench->seeds; seed++) {
            if (hunt(stage, strategies[i], seed, bench->limit, &first, err) < 0)
                return -1;
            found += first > 0;
            sum += first;
        }
        if (found == bench->seeds)
            printf(" %9.1f", (double)sum / (double)found);
        else
            printf("   (%llu/%llu)", (unsigned long long)found, (unsigned long long)bench->seeds);
        fflush(stdout);
        bool portfolio = strcmp(strategies[i], "portfolio") == 0;
        bench->failed |= portfolio && found < bench->seeds;
    }
    return 0;
}

static MUST_CHECK int try_twin(struct bench *bench, const struct variant *variant,
                               struct error *err)
{
    cleanup_with(program_release) struct program *program = NULL;
    cleanup_with(stage_free) struct stage *stage = NULL;
    cleanup_with(shared_words_clear) struct shared_words words = {0};
    struct scenario scenario = {.id = "twin", .faults = harmless};
    if (build(variant, true, &program, err) < 0 ||
        stage_open(program, &scenario, &stage, err) < 0 || survey(stage, &words, err) < 0)
        return -1;
    const char *culprit = NULL;
    for (int i = 0; i < STRATEGIES && !culprit; i++) {
        uint64_t first;
        if (hunt(stage, strategies[i], 0, bench->twin, &first, err) < 0)
            return -1;
        culprit = first ? strategies[i] : NULL;
    }
    printf("  %s\n", culprit ? culprit : "never");
    bench->failed |= culprit != NULL;
    return 0;
}

static MUST_CHECK int examine(struct bench *bench, const char *path, struct error *err)
{
    cleanup_with(specimen_clear) struct specimen specimen = {0};
    if (specimen_read(path, &specimen, err) < 0)
        return -1;
    const char *slash = strrchr(path, '/');
    cleanup_free char *name = copy_string(slash ? slash + 1 : path);
    name[strcspn(name, ".")] = '\0';
    size_t count = specimen.each_count ? specimen.each_count : 1;
    for (size_t i = 0; i < count; i++) {
        struct variant variant = {&specimen, name, specimen.each_count ? specimen.each[i] : 0};
        cleanup_free char *label =
            variant.each ? format_string("%s_%ld", name, variant.each) : copy_string(name);
        printf("%-26s %5s", label, specimen.depth ? specimen.depth : "");
        if (hunt_bug(bench, &variant, err) < 0 || try_twin(bench, &variant, err) < 0)
            return -1;
    }
    return 0;
}

static int is_source(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0;
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static MUST_CHECK int examine_all(struct bench *bench, const char *folder, struct error *err)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_source, by_name), result = 0;
    if (count < 0)
        return error_errno(err, "%s", folder);
    for (int i = 0; i < count; i++) {
        cleanup_free char *path = format_string("%s/%s", folder, entries[i]->d_name);
        if (result == 0)
            result = examine(bench, path, err);
        free(entries[i]);
    }
    free(entries);
    return result;
}

static uint64_t number(int argc, char **argv, int index, uint64_t otherwise)
{
    return index < argc ? strtoull(argv[index], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench bench = {.seeds = number(argc, argv, 2, 20),
                          .limit = number(argc, argv, 3, 10000),
                          .twin = number(argc, argv, 4, 1000)};
    struct stat about;
    if (argc < 2 || stat(argv[1], &about) < 0) {
        fprintf(stderr, "usage: explore FOLDER|PROGRAM.c [SEEDS [LIMIT [TWIN]]]\n");
        return 2;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    printf("%-26s %5s", "program", "depth");
    for (int i = 0; i < STRATEGIES; i++)
        printf(" %9.9s", strategies[i]);
    printf("  twin fails\n");
    int failed = S_ISDIR(about.st_mode) ? examine_all(&bench, argv[1], &err)
                                        : examine(&bench, argv[1], &err);
    if (failed < 0) {
        fprintf(stderr, "%s\n", err.message);
        return error_exit_status(err.kind);
    }
    return bench.failed;
}
