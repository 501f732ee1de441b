/* SPDX-License-Identifier: MIT */
/* What seeing memory costs, each beside something measured in the same run on the same core:
 *
 *   private    a program with two threads and 10^7 accesses to memory that one of them alone uses,
 *              against itself compiled without the harness: at most 5 times as long
 *   announced  an access that others could see, against two processes that hand a futex to and fro:
 *              at most 1.3 times as long
 *   litmus     10,000 schedules of two threads that race: at most 20 s
 *
 * Usage: memory FOLDER PRIVATE: the programs, and the first of them compiled natively. Fails when a
 * limit is passed. */
#define _GNU_SOURCE
#include "base/allocate.h"
#include "base/scope.h"
#include "experiment.h"
#include "explore/strategy.h"
#include "stage.h"
#include "survey.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, ACCESSES = 10000000, HANDED = 20000, SCHEDULES = 10000 };

extern char **environ;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

static MUST_CHECK int build(const char *folder, const char *name, struct program **program,
                            struct error *err)
{
    static char text[1 << 14];
    cleanup_free char *path = format_string("%s/%s.c", folder, name);
    cleanup_file FILE *file = fopen(path, "r");
    if (!file)
        return error_errno(err, "%s", path);
    struct source_file source = {"program.c", text, fread(text, 1, sizeof text, file), false};
    struct build_spec spec = {.files = &source, .file_count = 1};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok)
        return error_set(err, ERROR_INTERNAL, "%s: %s", path, result.reason);
    *program = program_new(&result);
    return 0;
}

static MUST_CHECK int open_stage(const struct program *program, struct stage **stage,
                                 struct error *err)
{
    static struct scenario scenario = {.id = "bench", .limits = {.steps = 2 * HANDED}};
    cleanup_with(shared_words_clear) struct shared_words words = {0};
    return stage_open(program, &scenario, stage, err) < 0 ? -1 : survey(*stage, &words, err);
}

/* Seconds of one schedule, the calm one. */
static MUST_CHECK int time_schedule(struct stage *stage, double *seconds, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct strategy *calm = strategy_find("first")->create(0);
    strategy_begin(calm, 0);
    double begin = now();
    int result = stage_run(stage, strategy_chooser(calm), false, &run, err);
    *seconds = now() - begin;
    strategy_destroy(calm);
    if (result == 0 && (run.end != RUN_COMPLETED || run.tasks[0].status != 0))
        return error_set(err, ERROR_INTERNAL, "the program didn't complete: %s",
                         run.detail ? run.detail : run_end_name(run.end));
    return result;
}

static MUST_CHECK int time_native(const char *path, double *seconds, struct error *err)
{
    char *arguments[] = {(char *)path, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    double begin = now();
    if (posix_spawn(&child, path, &actions, NULL, arguments, environ) != 0)
        return error_set(err, ERROR_INTERNAL, "%s can't be started", path);
    waitpid(child, &status, 0);
    *seconds = now() - begin;
    posix_spawn_file_actions_destroy(&actions);
    return status == 0 ? 0 : error_set(err, ERROR_INTERNAL, "%s failed", path);
}

static MUST_CHECK int measure_private(const char *folder, const char *native, double *ratio,
                                      struct error *err)
{
    struct program *program;
    struct stage *stage;
    double controlled[ROUNDS], bare[ROUNDS], ratios[ROUNDS];
    if (build(folder, "private_accesses", &program, err) < 0 ||
        open_stage(program, &stage, err) < 0)
        return -1;
    for (int i = 0; i < ROUNDS; i++) {
        if (time_native(native, &bare[i], err) < 0 || time_schedule(stage, &controlled[i], err) < 0)
            return -1;
        ratios[i] = controlled[i] / bare[i];
    }
    *ratio = median(ratios);
    printf("private    %6.2f ns an access, bare %6.2f ns: %5.2f times\n",
           1e9 * median(controlled) / ACCESSES, 1e9 * median(bare) / ACCESSES, *ratio);
    stage_close(stage);
    program_free(program);
    return 0;
}

static void hand_over(uint32_t *word, uint32_t mine, uint32_t other)
{
    while (__atomic_load_n(word, __ATOMIC_SEQ_CST) != mine)
        syscall(SYS_futex, word, FUTEX_WAIT, other, NULL, NULL, 0);
    __atomic_store_n(word, other, __ATOMIC_SEQ_CST);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* There and back, as an announcement goes to the director and back. */
static double time_hand_over(void)
{
    uint32_t *word =
        mmap(NULL, sizeof *word, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    double begin = now();
    pid_t child = fork();
    for (int i = 0; i < HANDED; i++)
        hand_over(word, child == 0, child != 0);
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    munmap(word, sizeof *word);
    return now() - begin;
}

static MUST_CHECK int measure_announced(const char *folder, double *ratio, struct error *err)
{
    struct program *program;
    struct stage *stage;
    double announced[ROUNDS], handed[ROUNDS], ratios[ROUNDS];
    if (build(folder, "announced_accesses", &program, err) < 0 ||
        open_stage(program, &stage, err) < 0)
        return -1;
    for (int i = 0; i < ROUNDS; i++) {
        handed[i] = time_hand_over();
        if (time_schedule(stage, &announced[i], err) < 0)
            return -1;
        ratios[i] = announced[i] / handed[i];
    }
    *ratio = median(ratios);
    printf("announced  %6.2f us an access, a futex there and back %6.2f us: %5.2f times\n",
           1e6 * median(announced) / HANDED, 1e6 * median(handed) / HANDED, *ratio);
    stage_close(stage);
    program_free(program);
    return 0;
}

static void judge(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

static MUST_CHECK int measure_litmus(const char *folder, double *seconds, struct error *err)
{
    static const struct oracle_check check = {"completes", judge};
    struct scenario scenario = {.id = "litmus", .strategy = "random", .budget = SCHEDULES};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    struct program *program;
    if (build(folder, "two_threads", &program, err) < 0)
        return -1;
    double begin = now();
    if (experiment_run(program, &scenario, &check, 1, 0, &report, err) < 0)
        return -1;
    *seconds = now() - begin;
    printf("litmus     %6.2f s for %llu schedules\n", *seconds,
           (unsigned long long)report.schedules);
    program_free(program);
    return 0;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    double private, announced, litmus;
    cpu_set_t one;
    if (argc != 3) {
        fputs("usage: memory FOLDER PRIVATE\n", stderr);
        return 2;
    }
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one); /* as a worker is */
    if (measure_private(argv[1], argv[2], &private, &err) < 0 ||
        measure_announced(argv[1], &announced, &err) < 0 ||
        measure_litmus(argv[1], &litmus, &err) < 0) {
        fprintf(stderr, "memory: %s\n", err.message);
        return 1;
    }
    return private > 5.0 || announced > 1.3 || litmus > 20.0;
}
