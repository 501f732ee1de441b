/* SPDX-License-Identifier: MIT */
/* Runs one hostile program and looks at what becomes of it, of the machine and of its neighbour.
 *
 * The head comment of the program states what must happen, a line each:
 *
 *   build: text     it doesn't build, and the reason has this text
 *   ends: a, b      it builds, and every run of it ends in one of these ways (run_end_name), each
 *                   run the same; "error" for a run that mpgrade itself can't judge never passes
 *   says: text      the end of each run is explained with this text
 *
 * Afterwards nobody is left (every child of ours was waited for, and a keeper's wait ends only when
 * its process namespace is empty), and a harmless neighbour builds, runs and prints as always.
 *
 * Usage: abuse PROGRAM.c */
#define _GNU_SOURCE
#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "build/build.h"
#include "experiment.h"
#include "explore/strategy.h"
#include "stage.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SCHEDULES = 3 };

static const struct limits tight = {.tasks = 16,
                                    .memory = 64 << 20,
                                    .file_bytes = 4 << 20,
                                    .files = 256,
                                    .descriptors = 64,
                                    .output = 64 << 10,
                                    .steps = 2000,
                                    .wall_ms = 10000,
                                    .cpu_seconds = 1};

static const char neighbour[] = "#include <stdio.h>\n"
                                "int main(void) { puts(\"still here\"); return 0; }\n";

static int complaints;

static void complain(const char *what, const char *detail)
{
    printf("%s: %s\n", what, detail ? detail : "");
    complaints++;
}

/* The rest of the line of the head comment that begins with `key`; NULL when there is none. */
static char *stated(const char *source, const char *key)
{
    cleanup_free char *start = format_string("\n * %s: ", key);
    const char *line = strstr(source, start);
    if (!line)
        return NULL;
    line += strlen(start);
    return strndup(line, strcspn(line, "\n"));
}

static MUST_CHECK int build(const char *source, size_t size, struct build_result *result,
                            struct error *err)
{
    static const char *const flags[] = {"-pthread"};
    struct source_file file = {"hostile.c", source, size, false};
    struct build_spec spec = {.files = &file, .file_count = 1, .flags = flags, .flag_count = 1};
    return build_program(&spec, result, err);
}

static void strategy_free(struct strategy **strategy)
{
    strategy_destroy(*strategy);
}

static void check_end(const struct run *run, const char *ends, const char *says)
{
    const char *name = run_end_name(run->end);
    const char *detail = run->detail ? run->detail : "";
    if (!strstr(ends, name))
        complain("a run ended otherwise", name);
    if (!strstr(ends, name) || (says && !strstr(detail, says)))
        complain("it is explained with", detail);
}

static MUST_CHECK int run_schedules(struct stage *stage, const char *ends, const char *says,
                                    char **output, struct error *err)
{
    cleanup_with(strategy_free) struct strategy *strategy = strategy_find("random")->create(0);
    for (uint64_t index = 0; index < SCHEDULES && strategy_begin(strategy, index); index++) {
        cleanup_with(run_clear) struct run run = {0};
        if (stage_run(stage, strategy_chooser(strategy), false, &run, err) < 0)
            return -1;
        strategy_end(strategy, &run);
        check_end(&run, ends, says);
        free(*output);
        *output = strndup(run.bytes ? run.bytes : "", run.byte_count);
    }
    return 0;
}

/* Builds and runs; `ends` NULL: it isn't meant to build. */
static MUST_CHECK int perform(const char *source, size_t size, const char *reason, const char *ends,
                              const char *says, char **output, struct error *err)
{
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build(source, size, &result, err) < 0)
        return -1;
    if (!result.ok && (!reason || !strstr(result.reason, reason)))
        complain("it didn't build", result.reason);
    if (result.ok && reason)
        complain("it built, without", reason);
    if (!result.ok || !ends)
        return 0;
    struct program *program = program_new(&result);
    struct scenario scenario = {.id = "abuse", .limits = tight};
    struct stage *stage = NULL;
    int failed = stage_open(program, &scenario, &stage, err);
    if (!failed) {
        failed = run_schedules(stage, ends, says, output, err);
        stage_close(stage);
    }
    program_free(program);
    return failed;
}

static void check_survivors(void)
{
    if (waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD)
        complain("a process is left", NULL);
}

static MUST_CHECK int check_neighbour(struct error *err)
{
    cleanup_free char *output = NULL;
    if (perform(neighbour, strlen(neighbour), NULL, "completed", NULL, &output, err) < 0)
        return -1;
    if (!output || !strstr(output, "still here"))
        complain("the neighbour printed", output);
    return 0;
}

static MUST_CHECK int test(const char *path, struct error *err)
{
    cleanup_with(text_free) struct text source = {0};
    cleanup_file FILE *file = fopen(path, "re");
    cleanup_free char *buffer = allocate(1 << 20), *output = NULL;
    if (!file)
        return error_errno(err, "%s", path);
    text_add(&source, buffer, fread(buffer, 1, 1 << 20, file));
    cleanup_free char *reason = stated(source.data, "build");
    cleanup_free char *ends = stated(source.data, "ends"), *says = stated(source.data, "says");
    if (!reason && !ends)
        return error_set(err, ERROR_USAGE, "%s states nothing", path);
    if (perform(source.data, source.length, reason, ends, says, &output, err) < 0)
        return -1;
    check_survivors();
    return check_neighbour(err);
}

/* As a worker does: director and tasks share a processor. */
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
    if (argc != 2) {
        fprintf(stderr, "usage: abuse PROGRAM.c\n");
        return 2;
    }
    pin();
    if (test(argv[1], &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return error_exit_status(err.kind);
    }
    return complaints != 0;
}
