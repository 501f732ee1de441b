/* SPDX-License-Identifier: MIT */
/* The verb replay: one recorded failure, seen again.
 *
 * The record names submission, assignment, check, scenario and schedule; everything else is done
 * afresh: the files are read (a repository at the recorded commit), built, run once under that
 * schedule, and judged by that check. A failure's id is a digest of all that goes into it, so a
 * submission or assignment that has changed since is noticed before anything runs. */
#define _GNU_SOURCE
#include "base/allocate.h"
#include "base/scope.h"
#include "grading.h"
#include "installation.h"
#include "judge.h"
#include "oracle_library.h"
#include "recorded.h"
#include "report.h"
#include "verb.h"

#include <string.h>

struct scene { /* everything that a replay needs, owned */
    struct recorded recorded;
    struct assignments assignments;
    const struct assignment *assignment;
    const struct scenario *scenario;
    const struct check *check;
    struct handin handin;
    struct build_result build;
    struct program *program;
    struct run run;
    struct verdict verdict;
};

static void scene_clear(struct scene *scene)
{
    run_clear(&scene->run);
    program_free(scene->program);
    build_result_clear(&scene->build);
    handin_clear(&scene->handin);
    assignments_clear(&scene->assignments);
    recorded_clear(&scene->recorded);
}

static int load_assignment(const struct settings *settings, struct scene *scene, struct error *err)
{
    const struct recorded *recorded = &scene->recorded;
    const char *id = recorded->assignment;
    const struct words wanted = {.items = &id, .count = 1};
    cleanup_free char *installed = NULL;
    if (!settings->assignments_folder && installation_assignments(&installed, err) < 0)
        return -1;
    if (assignments_load(installed ? installed : settings->assignments_folder, &wanted,
                         &scene->assignments, err) < 0)
        return -1;
    scene->assignment = &scene->assignments.items[0];
    scene->scenario = assignment_scenario(scene->assignment, recorded->scenario);
    scene->check = assignment_check(scene->assignment, recorded->check);
    if (!scene->scenario || !scene->check)
        return error_set(err, ERROR_USAGE, "the assignment %s has no scenario %s or no check %s",
                         id, recorded->scenario, recorded->check);
    if (recorded->digest && strcmp(recorded->digest, scene->assignment->digest) != 0)
        return error_set(err, ERROR_USAGE, "the assignment %s isn't the one of the schedule", id);
    return oracles_load(&scene->assignments, err);
}

/* Reads the hand-in as it was graded: files as they lie, or the recorded commit. */
static int read_handin(struct scene *scene, struct error *err)
{
    const struct recorded *recorded = &scene->recorded;
    const struct submission submission = {.parent = recorded->path, .name = (char *)"."};
    struct source source;
    int result = source_open(&submission, !recorded->is_git, &source, err);
    if (result == 0 && recorded->is_git)
        result = repository_select_id(source.repository, recorded->commit, &source.commit, err);
    if (result == 0)
        handin_collect(&source, scene->assignment, &scene->handin);
    else
        error_wrap(err, "%s (paths in a report are relative to where it was made)", recorded->path);
    source_close(&source);
    if (result == 0 && scene->handin.problem)
        return error_set(err, ERROR_USAGE, "%s: %s", recorded->path, scene->handin.problem);
    return result;
}

static int check_identity(const struct scene *scene, struct error *err)
{
    const struct recorded *recorded = &scene->recorded;
    char id[FAILURE_ID_SIZE];
    if (!recorded->id)
        return 0;
    judge_name_failure(scene->handin.digest, scene->assignment, recorded->check, recorded->scenario,
                       recorded->schedule, id);
    if (strcmp(id, recorded->id) == 0)
        return 0;
    return error_set(err, ERROR_USAGE,
                     "the files of %s or the assignment %s have changed since the report was made; "
                     "grade again",
                     recorded->student, recorded->assignment);
}

static int run_again(struct scene *scene, struct error *err)
{
    if (grading_build(scene->assignment, &scene->handin, &scene->build, &scene->program, err) < 0)
        return -1;
    if (!scene->program)
        return error_set(err, ERROR_USAGE, "the submission doesn't compile: %s",
                         scene->build.reason ? scene->build.reason : "");
    if (experiment_replay(scene->program, scene->scenario, scene->recorded.schedule, &scene->run,
                          err) < 0)
        return -1;
    const struct oracle_check oracle = {scene->check->id, scene->check->judge};
    experiment_judge(&scene->run, scene->scenario, &oracle, 1, &scene->verdict);
    return 0;
}

/* What is different from the record, as a sentence; NULL when nothing is. free() it. */
static char *find_difference(const struct scene *scene, const char *seen)
{
    const struct recorded *recorded = &scene->recorded;
    const struct verdict *verdict = &scene->verdict;
    if (scene->run.end == RUN_DIVERGED)
        return format_string("the schedule doesn't fit the program: %s",
                             scene->run.detail ? scene->run.detail : "");
    if (!verdict->failed)
        return format_string("the check %s passes this time", recorded->check);
    if (!recorded->id)
        return NULL;
    if (strcmp(failure_name(verdict->kind), recorded->kind) != 0)
        return format_string("it is a %s now, and was a %s", failure_name(verdict->kind),
                             recorded->kind);
    if (strcmp(seen, recorded->message) != 0)
        return format_string("now it says: %s\n   the report says: %s", seen, recorded->message);
    if ((double)scene->run.step_count != recorded->steps)
        return format_string("%zu steps now, and were %g", scene->run.step_count, recorded->steps);
    return NULL;
}

/* Says what was seen this time, and returns the exit status. */
static int compare(const struct scene *scene)
{
    cleanup_free char *seen = judge_message(scene->verdict.message, scene->check);
    cleanup_free char *difference = find_difference(scene, seen);
    if (difference)
        printf("differs: %s\n", difference);
    else
        printf("%s: %s (%s): %s\n", scene->recorded.id ? "the same as reported" : "failed again",
               scene->check->id, failure_name(scene->verdict.kind), seen);
    return difference ? EXIT_BELOW : EXIT_DONE;
}

static void print_scene(const struct settings *settings, const struct scene *scene)
{
    const struct recorded *recorded = &scene->recorded;
    if (settings->quiet)
        return;
    printf("%s, %s, scenario %s: %s\n\n", recorded->student ? recorded->student : recorded->path,
           recorded->assignment, recorded->scenario, scene->check->title);
    report_trace(stdout, report_style(settings), &scene->run, scene->verdict.steps,
                 scene->verdict.step_count, &scene->handin);
    printf("\n");
}

static int replay(const struct settings *settings, struct scene *scene, struct error *err)
{
    const struct words *operands = &settings->operands;
    const char *word = operands->count > 1 ? operands->items[1] : "";
    if (recorded_read(operands->items[0], word, &scene->recorded, err) < 0 ||
        load_assignment(settings, scene, err) < 0 || read_handin(scene, err) < 0 ||
        check_identity(scene, err) < 0 || sandbox_check(err) < 0 || run_again(scene, err) < 0)
        return -1;
    if (settings->save_schedule &&
        recorded_save(&scene->recorded, scene->assignment, settings->save_schedule, err) < 0)
        return -1;
    print_scene(settings, scene);
    return compare(scene);
}

int verb_replay(const struct settings *settings, struct error *err)
{
    struct scene scene = {0};
    int result = replay(settings, &scene, err);
    scene_clear(&scene);
    return result;
}
