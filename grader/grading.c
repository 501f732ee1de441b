/* SPDX-License-Identifier: MIT */
/* One submission: read it (prepare), then for each of its assignments build, run every scenario,
 * judge, score. Preparation is apart because its key tells whether the work was done before.
 *
 * A fault of the student's is a status with a reason; anything that the machine or mpgrade got
 * wrong makes the assignment `error`, never a lower score. */
#define _GNU_SOURCE
#include "grading.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "judge.h"
#include "parcel.h"
#include "score.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LARGEST_PROGRAM = 64 << 20 };

/* Adds "digest path" of a file of the tool's own to the list. */
static int list_file(struct text *list, const char *path, struct error *err)
{
    cleanup_file FILE *file = fopen(path, "rbe");
    cleanup_free char *bytes = allocate(LARGEST_PROGRAM);
    char digest[DIGEST_SIZE];
    if (!file)
        return error_errno(err, "%s can't be read", path);
    size_t size = fread(bytes, 1, LARGEST_PROGRAM, file);
    object_digest(bytes, size, digest);
    text_add_format(list, "%s %s\n", digest, path);
    return 0;
}

int grading_tool_digest(char digest[DIGEST_SIZE], struct error *err)
{
    static const char *const parts[] = {"agent.o", "text_ends.o", "libmp.a", "link-options",
                                        "tools/as"};
    cleanup_with(text_free) struct text list = {0};
    const char *runtime = build_runtime_folder(err);
    if (!runtime || list_file(&list, "/proc/self/exe", err) < 0)
        return -1;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cleanup_free char *path = format_string("%s/%s", runtime, parts[i]);
        if (list_file(&list, path, err) < 0)
            return -1;
    }
    object_digest(list.data, list.length, digest);
    return 0;
}

/* Reads what the submission holds for one assignment: at HEAD, to see whether it takes part, and
 * then at the commit that the deadline leaves. */
static void prepare_one(struct source *source, struct prepared *prepared)
{
    struct error err;
    handin_collect(source, prepared->assignment, &prepared->handin);
    int64_t cutoff = score_cutoff(prepared->assignment);
    if (!source->repository || cutoff == INT64_MAX || source->commit.time <= cutoff) {
        prepared->commit = source->commit;
        return;
    }
    bool present = prepared->handin.present;
    handin_clear(&prepared->handin);
    if (source_select(source, cutoff, &err) < 0) {
        prepared->handin.problem = copy_string(err.message);
    } else {
        handin_collect(source, prepared->assignment, &prepared->handin);
        prepared->commit = source->commit;
    }
    prepared->handin.present = present;
}

static void compute_key(const struct plan *plan, const struct submission *submission,
                        struct preparation *preparation)
{
    cleanup_with(text_free) struct text list = {0};
    text_add_format(&list, "%s %llu %llu %d\n%s\n%s/%s\n", plan->tool,
                    (unsigned long long)plan->budget, (unsigned long long)plan->seed,
                    plan->as_files, submission->id, submission->parent, submission->name);
    for (size_t i = 0; i < preparation->count; i++) {
        const struct prepared *one = &preparation->items[i];
        text_add_format(&list, "%s %s %zu %s %s\n", one->assignment->id, one->assignment->digest,
                        one->assignment->check_count, one->handin.digest, one->commit.id);
    }
    text_add_string(&list, preparation->problem ? preparation->problem : "");
    object_digest(list.data, list.length, preparation->key);
}

/* A submission of which nothing can be read: what was asked for by name is missing. */
static void prepare_nothing(const struct plan *plan, const char *problem,
                            struct preparation *preparation)
{
    preparation->problem = copy_string(problem);
    for (size_t i = 0; plan->all_asked && i < plan->assignments->count; i++)
        preparation->items[preparation->count++] = (struct prepared){
            .assignment = &plan->assignments->items[i], .handin.problem = copy_string(problem)};
}

static int prepare_all(const struct plan *plan, struct source *source,
                       struct preparation *preparation, struct error *err)
{
    for (size_t i = 0; i < plan->assignments->count; i++) {
        struct prepared *one = &preparation->items[preparation->count];
        *one = (struct prepared){.assignment = &plan->assignments->items[i]};
        if (source_select(source, INT64_MAX, err) < 0)
            return -1;
        prepare_one(source, one);
        if (one->handin.present || plan->all_asked)
            preparation->count++;
        else
            handin_clear(&one->handin);
    }
    if (!preparation->count)
        preparation->problem = copy_string("it has no file of any assignment");
    return 0;
}

int grading_prepare(const struct plan *plan, const struct submission *submission,
                    struct preparation *preparation, struct error *err)
{
    size_t most = plan->assignments->count;
    *preparation = (struct preparation){.items = allocate((most + 1) * sizeof *preparation->items)};
    struct source source;
    int result = source_open(submission, plan->as_files, &source, err);
    if (result == 0)
        result = prepare_all(plan, &source, preparation, err);
    preparation->is_git = source.is_git;
    source_close(&source);
    if (result < 0 && err->kind != ERROR_USAGE)
        return -1;
    if (result < 0)
        prepare_nothing(plan, err->message, preparation);
    compute_key(plan, submission, preparation);
    return 0;
}

void preparation_clear(struct preparation *preparation)
{
    for (size_t i = 0; i < preparation->count; i++)
        handin_clear(&preparation->items[i].handin);
    free(preparation->items);
    free(preparation->problem);
    *preparation = (struct preparation){0};
}

int grading_build(const struct assignment *assignment, const struct handin *handin,
                  struct build_result *build, struct program **program, struct error *err)
{
    struct build_spec spec = {.files = handin->files,
                              .file_count = handin->count,
                              .flags = assignment->flags.items,
                              .flag_count = assignment->flags.count,
                              .libraries = assignment->libraries.items,
                              .library_count = assignment->libraries.count,
                              .compiler = assignment->compiler};
    *program = NULL;
    if (build_program(&spec, build, err) < 0)
        return error_wrap(err, "the submission can't be built");
    if (build->ok)
        *program = program_new(build);
    return 0;
}

static int run_scenario(const struct plan *plan, struct graded_assignment *graded, size_t index,
                        struct error *err)
{
    struct scenario scenario = graded->assignment->scenarios[index];
    cleanup_with(selection_clear) struct selection selection;
    selection_make(graded->assignment, index, &selection);
    selection_drop_failed(&selection, graded);
    if (!selection.count)
        return 0;
    if (plan->budget)
        scenario.budget = plan->budget;
    struct experiment_report report = {0};
    int result = experiment_run(graded->program, &scenario, selection.oracles, selection.count,
                                plan->seed, &report, err);
    if (result == 0)
        judge_add(graded, index, &selection, &report);
    else
        error_wrap(err, "scenario %s", scenario.id);
    experiment_report_clear(&report);
    return result;
}

static int obtain_program(const struct prepared *prepared, struct graded_assignment *graded,
                          struct error *err)
{
    if (!prepared->parcel)
        return grading_build(prepared->assignment, &prepared->handin, &graded->build,
                             &graded->program, err);
    if (parcel_open(prepared->parcel, &graded->build, err) < 0)
        return -1;
    if (graded->build.ok)
        graded->program = program_new(&graded->build);
    return 0;
}

static int run_all(const struct plan *plan, const struct prepared *prepared, int64_t late_seconds,
                   struct graded_assignment *graded, struct error *err)
{
    if (obtain_program(prepared, graded, err) < 0)
        return -1;
    if (!graded->program) {
        const char *reason = graded->build.reason;
        graded_assignment_stop(graded, STATUS_BUILD_FAILED, reason ? reason : "it doesn't compile");
        return 0;
    }
    for (size_t i = 0; i < prepared->assignment->scenario_count; i++)
        if (run_scenario(plan, graded, i, err) < 0)
            return -1;
    judge_finish(graded, prepared->handin.digest);
    score_assignment(graded, late_seconds);
    return 0;
}

static double processor_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void grade_assignment(const struct plan *plan, const struct prepared *prepared,
                             int64_t late_seconds, struct graded_assignment *graded)
{
    struct error err;
    double began = processor_seconds(CLOCK_MONOTONIC);
    graded_assignment_begin(graded, prepared->assignment);
    if (prepared->handin.problem)
        graded_assignment_stop(graded, STATUS_MISSING, prepared->handin.problem);
    else if (run_all(plan, prepared, late_seconds, graded, &err) < 0)
        graded_assignment_stop(graded, STATUS_ERROR, err.message);
    graded->usage.wall_seconds = processor_seconds(CLOCK_MONOTONIC) - began;
}

void grading_run(const struct plan *plan, const struct submission *submission,
                 const struct preparation *preparation, struct graded_submission *graded)
{
    *graded = (struct graded_submission){.submission = submission, .is_git = preparation->is_git};
    graded->assignments = allocate((preparation->count + 1) * sizeof *graded->assignments);
    if (preparation->problem)
        graded->message = copy_string(preparation->problem);
    for (size_t i = 0; i < preparation->count; i++) {
        const struct prepared *prepared = &preparation->items[i];
        int64_t late = *prepared->commit.id
                           ? score_late_seconds(prepared->assignment, prepared->commit.time)
                           : 0;
        if (*prepared->commit.id && prepared->commit.time >= graded->commit.time)
            graded->commit = prepared->commit;
        if (late > graded->late_seconds)
            graded->late_seconds = late;
        grade_assignment(plan, prepared, late, &graded->assignments[graded->assignment_count++]);
    }
}
