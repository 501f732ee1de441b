/* SPDX-License-Identifier: MIT */
/* Two kinds of scenes. A submission's record names submission, assignment, check, scenario and
 * schedule; a plain program's has a recipe. Everything else is done afresh: the files are read (a
 * repository at the recorded commit) and built. A failure's id is a digest of all that goes into
 * it, so what has changed since is noticed before anything runs, and said; the schedule is followed
 * all the same, as far as it fits. */
#define _GNU_SOURCE
#include "scene.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "grading.h"
#include "installation.h"
#include "judge.h"
#include "mishap.h"
#include "oracle_library.h"

#include <string.h>

void scene_clear(struct scene *scene)
{
    run_clear(&scene->run);
    program_free(scene->own_program);
    build_result_clear(&scene->build);
    handin_clear(&scene->handin);
    assignments_clear(&scene->assignments);
    testbed_clear(&scene->testbed);
    recipe_clear(&scene->recipe);
    free(scene->heading);
    free(scene->changed);
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
    if (oracles_load(&scene->assignments, err) < 0)
        return -1;
    scene->oracle = (struct oracle_check){scene->check->id, scene->check->judge};
    return 0;
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

static bool has_other_id(const struct scene *scene)
{
    const struct recorded *recorded = &scene->recorded;
    char id[FAILURE_ID_SIZE];
    judge_name_failure(scene->handin.digest, scene->assignment, recorded->check, recorded->scenario,
                       recorded->schedule, id);
    return recorded->id && strcmp(id, recorded->id) != 0;
}

static int set_submission(const struct settings *settings, struct scene *scene, struct error *err)
{
    const struct recorded *recorded = &scene->recorded;
    if (load_assignment(settings, scene, err) < 0 || read_handin(scene, err) < 0)
        return -1;
    scene->files = &scene->handin;
    scene->heading = format_string("%s, %s, scenario %s: %s",
                                   recorded->student ? recorded->student : recorded->path,
                                   recorded->assignment, recorded->scenario, scene->check->title);
    if (has_other_id(scene))
        scene->changed = format_string("the files of %s or the assignment %s", recorded->student,
                                       recorded->assignment);
    return 0;
}

static int set_plain(struct scene *scene, struct error *err)
{
    const cJSON *contents;
    const char *digest;
    const struct oracle_check *check = mishap_checks();
    const char *kind = scene->recorded.kind;
    if (recipe_read(scene->recorded.program, &scene->recipe, &contents, &digest, err) < 0 ||
        testbed_load(&scene->recipe, &scene->testbed, err) < 0)
        return -1;
    while (check->id && strcmp(check->id, kind) != 0)
        check++;
    if (!check->id)
        return error_set(err, ERROR_USAGE, "there is no kind of failure '%.60s'", kind);
    scene->oracle = *check;
    scene->files = &scene->testbed.program;
    scene->scenario = &scene->testbed.scenario;
    scene->changed = testbed_changes(&scene->testbed, contents, digest);
    scene->heading = format_string("%s: %s", scene->recipe.sources.items[0],
                                   failure_title((enum failure_kind)failure_from_name(kind)));
    return 0;
}

int scene_set(const struct settings *settings, struct scene *scene, struct error *err)
{
    const struct words *operands = &settings->operands;
    const char *word = operands->count > 1 ? operands->items[1] : "";
    if (recorded_read(operands->items[0], word, &scene->recorded, err) < 0)
        return -1;
    return scene->recorded.program ? set_plain(scene, err) : set_submission(settings, scene, err);
}

int scene_build(struct scene *scene, struct error *err)
{
    bool plain = scene->recorded.program;
    int result = plain ? testbed_build(&scene->testbed, err)
                       : grading_build(scene->assignment, &scene->handin, &scene->build,
                                       &scene->own_program, err);
    const char *reason = plain ? scene->testbed.build.reason : scene->build.reason;
    if (result < 0)
        return -1;
    scene->program = plain ? scene->testbed.built : scene->own_program;
    if (scene->program)
        return 0;
    return error_set(err, ERROR_USAGE, "the %s doesn't compile: %s",
                     plain ? "program" : "submission", reason ? reason : "");
}

int scene_play(struct scene *scene, struct pause *pause, struct error *err)
{
    if (experiment_replay(scene->program, scene->scenario, scene->recorded.schedule, pause,
                          &scene->run, err) < 0)
        return -1;
    experiment_judge(&scene->run, scene->scenario, &scene->oracle, 1, &scene->verdict);
    return 0;
}

char *scene_message(const struct scene *scene)
{
    return judge_message(scene->verdict.message, scene->check);
}

char *scene_difference(const struct scene *scene)
{
    cleanup_free char *seen = scene_message(scene);
    const struct recorded *recorded = &scene->recorded;
    const struct verdict *verdict = &scene->verdict;
    if (scene->run.end == RUN_DIVERGED)
        return format_string("the schedule doesn't fit the program: %s",
                             scene->run.detail ? scene->run.detail : "");
    if (!verdict->failed)
        return format_string("it doesn't fail this time (%s)", recorded->check);
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

size_t scene_critical(const struct scene *scene, const size_t **steps)
{
    const struct recorded *recorded = &scene->recorded;
    cleanup_free char *difference = scene_difference(scene);
    bool same = recorded->critical_count && !difference;
    *steps = same ? recorded->critical : scene->verdict.steps;
    return same ? recorded->critical_count : scene->verdict.step_count;
}
