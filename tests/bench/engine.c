/* SPDX-License-Identifier: MIT */
/* How fast schedules are: the model ticket sale under the director, against the same program bare
 * in a fork loop, alternating in the same run and on the same core, so that a slow or busy machine
 * slows both.
 *
 * The last column is what the harness itself computes, as a share of a schedule's time: choosing,
 * recording, detecting, judging. The rest is the kernel's, and the program's own.
 *
 * Both work on files in memory. Usage: engine TICKET.C BARE_SALE MOST; fails when a ratio is above
 * MOST. */
#define _GNU_SOURCE
#include "base/allocate.h"
#include "base/scope.h"
#include "experiment.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { ROUNDS = 5, RUNS = 100 };

struct bench {
    struct program *program;
    const char *bare, *folder;
};

struct figures {
    double controlled[ROUNDS], bare[ROUNDS], ratio[ROUNDS]; /* seconds per run; ratios */
    double own[ROUNDS];                                     /* share of the controlled time */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Processor time of this process outside the kernel, seconds. */
static double computed(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
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

static MUST_CHECK int build(const char *path, struct program **program, struct error *err)
{
    static char text[1 << 16];
    cleanup_file FILE *file = fopen(path, "r");
    if (!file)
        return error_errno(err, "%s", path);
    struct source_file source = {"ticket.c", text, fread(text, 1, sizeof text, file), false};
    struct build_spec spec = {.files = &source, .file_count = 1};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok)
        return error_set(err, ERROR_INTERNAL, "%s: %s", path, result.reason);
    *program = program_new(&result);
    return 0;
}

static void judge(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

/* Seconds per schedule of one experiment, everything included, and our own share of them. */
static MUST_CHECK int time_controlled(const struct bench *bench, int buyers, double *seconds,
                                      double *own, struct error *err)
{
    static const struct oracle_check check = {"completes", judge};
    cleanup_free char *argument = format_string("%d", buyers);
    cleanup_free char *tickets = format_string("{\"count\": %d}", buyers - 1);
    const char *arguments[] = {argument};
    struct sandbox_file file = {"tickets.txt", tickets, strlen(tickets)};
    struct scenario scenario = {.id = "sale",
                                .arguments = arguments,
                                .argument_count = 1,
                                .files = &file,
                                .file_count = 1,
                                .strategy = "random",
                                .budget = RUNS};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    double begin = now(), before = computed();
    if (experiment_run(bench->program, &scenario, &check, 1, 0, &report, err) < 0)
        return -1;
    if (report.checks[0].state != CHECK_PASS || report.schedules < RUNS)
        return error_set(err, ERROR_INTERNAL, "the sale didn't complete: %s",
                         report.checks[0].message ? report.checks[0].message : "too few schedules");
    *own = (computed() - before) / (now() - begin);
    *seconds = (now() - begin) / (double)report.schedules;
    return 0;
}

static MUST_CHECK int time_bare(const struct bench *bench, int buyers, double *seconds,
                                struct error *err)
{
    cleanup_free char *command =
        format_string("%s %s %d %d 2>&1", bench->bare, bench->folder, buyers, RUNS);
    FILE *answer = popen(command, "r");
    if (!answer)
        return error_errno(err, "%s", command);
    int count = fscanf(answer, "%lf", seconds);
    if (pclose(answer) != 0 || count != 1)
        return error_set(err, ERROR_INTERNAL, "%s failed", command);
    *seconds /= RUNS;
    return 0;
}

static MUST_CHECK int measure(const struct bench *bench, int buyers, double *ratio,
                              struct error *err)
{
    struct figures figures;
    for (int i = 0; i < ROUNDS; i++) {
        if (time_bare(bench, buyers, &figures.bare[i], err) < 0 ||
            time_controlled(bench, buyers, &figures.controlled[i], &figures.own[i], err) < 0)
            return -1;
        figures.ratio[i] = figures.controlled[i] / figures.bare[i];
    }
    *ratio = median(figures.ratio);
    printf("%6d %14.0f %14.0f %8.2f %8.1f %%\n", buyers, 1 / median(figures.controlled),
           1 / median(figures.bare), *ratio, 100 * median(figures.own));
    return 0;
}

static MUST_CHECK int run(const struct bench *bench, double most, struct error *err)
{
    static const int sizes[] = {2, 4, 10};
    double worst = 0, ratio = 0;
    printf("%6s %14s %14s %8s %10s\n", "buyers", "schedules/s", "bare runs/s", "ratio",
           "own share");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (measure(bench, sizes[i], &ratio, err) < 0)
            return -1;
        worst = ratio > worst ? ratio : worst;
    }
    if (worst > most)
        return error_set(err, ERROR_INTERNAL, "a ratio of %.2f is above %.2f", worst, most);
    return 0;
}

/* Everything on one core, as a worker of the grader does it. */
static void pin(void)
{
    cpu_set_t all, one;
    CPU_ZERO(&one);
    sched_getaffinity(0, sizeof all, &all);
    for (int cpu = 0; cpu < CPU_SETSIZE && !CPU_COUNT(&one); cpu++)
        if (CPU_ISSET(cpu, &all))
            CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* The bare program leaves two files. */
static void remove_folder(const char *folder)
{
    static const char *const names[] = {"/tickets.txt", "/output", ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cleanup_free char *path = format_string("%s%s", folder, names[i]);
        remove(path);
    }
}

int main(int argc, char **argv)
{
    struct error err = {0};
    char folder[] = "/dev/shm/mpgrade-bench-XXXXXX";
    if (argc != 4 || !mkdtemp(folder)) {
        fprintf(stderr, "usage: engine TICKET.C BARE_SALE MOST\n");
        return 2;
    }
    struct bench bench = {.bare = argv[2], .folder = folder};
    pin();
    int status = build(argv[1], &bench.program, &err);
    if (status == 0)
        status = run(&bench, atof(argv[3]), &err);
    program_free(bench.program);
    remove_folder(folder);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    return status < 0;
}
