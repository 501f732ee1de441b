/* SPDX-License-Identifier: MIT */
/* The verb replay: one recorded failure, seen again.
 *
 * The report names submission, assignment, check, scenario and schedule; everything else is done
 * afresh: the files are read (a repository at the recorded commit), built, run once under that
 * schedule, and judged by that check. A failure's id is a digest of all that goes into it, so a
 * submission or assignment that has changed since is noticed before anything runs. */
#define _GNU_SOURCE
#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "grading.h"
#include "installation.h"
#include "judge.h"
#include "name.h"
#include "oracle_library.h"
#include "record.h"
#include "report.h"
#include "result.h"
#include "verb.h"

#include <string.h>

struct recorded { /* all parts of the report */
    const cJSON *submission, *assignment, *check, *failure;
    size_t matches;
    struct text ids; /* of the matches, for a message */
};

struct scene { /* everything that a replay needs, owned */
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
}

static const cJSON *part(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void match(const cJSON *submission, const cJSON *assignment, const cJSON *check,
                  const char *id, struct recorded *recorded)
{
    const cJSON *failure = part(check, "failure");
    const char *own = result_text(failure, "id");
    if (!*own || strncmp(own, id, strlen(id)) != 0)
        return;
    /* Equal ids are equal files: whichever of them is replayed, the same is seen. */
    if (recorded->failure && strcmp(result_text(recorded->failure, "id"), own) == 0)
        return;
    recorded->submission = submission;
    recorded->assignment = assignment;
    recorded->check = check;
    recorded->failure = failure;
    recorded->matches++;
    text_add_format(&recorded->ids, "\n  %s  %s %s %s", own, result_text(submission, "id"),
                    result_text(assignment, "id"), result_text(check, "id"));
}

static int find_failure(const cJSON *whole, const char *id, struct recorded *recorded,
                        struct error *err)
{
    const cJSON *submission, *assignment, *check;
    cJSON_ArrayForEach(submission, part(whole, "submissions"))
        cJSON_ArrayForEach(assignment, part(submission, "assignments"))
            cJSON_ArrayForEach(check, part(assignment, "checks"))
                match(submission, assignment, check, id, recorded);
    if (recorded->matches == 1)
        return 0;
    if (recorded->matches == 0)
        return error_set(err, ERROR_USAGE, "the report has no failure %s", id);
    return error_set(err, ERROR_USAGE, "the report has several failures%s%s; name one:%s",
                     *id ? " that begin with " : "", id, recorded->ids.data);
}

static int load_assignment(const struct settings *settings, const struct recorded *recorded,
                           struct scene *scene, struct error *err)
{
    cleanup_free char *installed = NULL;
    if (!settings->assignments_folder && installation_assignments(&installed, err) < 0)
        return -1;
    const char *id = result_text(recorded->assignment, "id");
    const struct words wanted = {.items = &id, .count = 1};
    if (assignments_load(installed ? installed : settings->assignments_folder, &wanted,
                         &scene->assignments, err) < 0)
        return -1;
    scene->assignment = &scene->assignments.items[0];
    scene->scenario =
        assignment_scenario(scene->assignment, result_text(recorded->failure, "scenario"));
    scene->check = assignment_check(scene->assignment, result_text(recorded->check, "id"));
    if (!scene->scenario || !scene->check)
        return error_set(
            err, ERROR_USAGE, "the assignment %s no longer has scenario %s or check %s", id,
            result_text(recorded->failure, "scenario"), result_text(recorded->check, "id"));
    return oracles_load(&scene->assignments, err);
}

/* Reads the hand-in as it was graded: files as they lie, or the recorded commit. */
static int read_handin(const struct recorded *recorded, struct scene *scene, struct error *err)
{
    const cJSON *source_record = part(recorded->submission, "source");
    bool is_git = strcmp(result_text(source_record, "kind"), "git") == 0;
    cleanup_free char *path = name_decode(result_text(source_record, "location"));
    const struct submission submission = {.parent = path, .name = (char *)"."};
    struct source source;
    int result = source_open(&submission, !is_git, &source, err);
    if (result == 0 && is_git)
        result = repository_select_id(source.repository, result_text(source_record, "commit"),
                                      &source.commit, err);
    if (result == 0)
        handin_collect(&source, scene->assignment, &scene->handin);
    else
        error_wrap(err, "%s (paths in a report are relative to where it was made)", path);
    source_close(&source);
    if (result == 0 && scene->handin.problem)
        return error_set(err, ERROR_USAGE, "%s: %s", path, scene->handin.problem);
    return result;
}

static int check_identity(const struct recorded *recorded, const struct scene *scene,
                          struct error *err)
{
    char id[FAILURE_ID_SIZE];
    judge_name_failure(scene->handin.digest, scene->assignment, scene->check->id,
                       scene->scenario->id, result_text(recorded->failure, "schedule"), id);
    if (strcmp(id, result_text(recorded->failure, "id")) == 0)
        return 0;
    return error_set(err, ERROR_USAGE,
                     "the files of %s or the assignment %s have changed since the report was made; "
                     "grade again",
                     result_text(recorded->submission, "id"), scene->assignment->id);
}

static int run_again(const struct recorded *recorded, struct scene *scene, struct error *err)
{
    if (grading_build(scene->assignment, &scene->handin, &scene->build, &scene->program, err) < 0)
        return -1;
    if (!scene->program)
        return error_set(err, ERROR_USAGE, "the submission no longer compiles: %s",
                         scene->build.reason ? scene->build.reason : "");
    if (experiment_replay(scene->program, scene->scenario,
                          result_text(recorded->failure, "schedule"), &scene->run, err) < 0)
        return -1;
    const struct oracle_check oracle = {scene->check->id, scene->check->judge};
    experiment_judge(&scene->run, scene->scenario, &oracle, 1, &scene->verdict);
    return 0;
}

/* Says what was seen this time, and returns the exit status: the same, or what differs. */
static int compare(const struct recorded *recorded, const struct scene *scene)
{
    const struct verdict *verdict = &scene->verdict;
    const char *kind = result_text(recorded->failure, "kind");
    const char *message = result_text(recorded->check, "message");
    double steps = result_number(recorded->failure, "steps");
    cleanup_free char *seen = judge_message(verdict->message, scene->check);
    if (scene->run.end == RUN_DIVERGED)
        printf("differs: the schedule no longer fits the program: %s\n",
               scene->run.detail ? scene->run.detail : "");
    else if (!verdict->failed)
        printf("differs: the check %s passes this time\n", scene->check->id);
    else if (strcmp(failure_name(verdict->kind), kind) != 0)
        printf("differs: it is a %s now, and was a %s\n", failure_name(verdict->kind), kind);
    else if (strcmp(seen, message) != 0)
        printf("differs: now it says: %s\n   the report says: %s\n", seen, message);
    else if ((double)scene->run.step_count != steps)
        printf("differs: %zu steps now, and were %g\n", scene->run.step_count, steps);
    else {
        printf("the same as reported: %s (%s): %s\n", scene->check->id, kind, seen);
        return EXIT_DONE;
    }
    return EXIT_BELOW;
}

static void print_scene(const struct settings *settings, const struct recorded *recorded,
                        const struct scene *scene)
{
    if (settings->quiet)
        return;
    printf("%s, %s, scenario %s: %s\n\n", result_text(recorded->submission, "id"),
           scene->assignment->id, scene->scenario->id, scene->check->title);
    report_trace(stdout, report_style(settings), &scene->run, scene->verdict.steps,
                 scene->verdict.step_count, &scene->handin);
    printf("\n");
}

static int replay(const struct settings *settings, const cJSON *whole, struct scene *scene,
                  struct error *err)
{
    struct recorded recorded = {0};
    const char *id = settings->operands.count > 1 ? settings->operands.items[1] : "";
    int result = find_failure(whole, id, &recorded, err);
    text_free(&recorded.ids);
    if (result < 0 || load_assignment(settings, &recorded, scene, err) < 0 ||
        read_handin(&recorded, scene, err) < 0 || check_identity(&recorded, scene, err) < 0 ||
        sandbox_check(err) < 0 || run_again(&recorded, scene, err) < 0)
        return -1;
    print_scene(settings, &recorded, scene);
    return compare(&recorded, scene);
}

int verb_replay(const struct settings *settings, struct error *err)
{
    cJSON *whole;
    if (results_load(settings->operands.items[0], &whole, err) < 0)
        return -1;
    struct scene scene = {0};
    int result = replay(settings, whole, &scene, err);
    scene_clear(&scene);
    cJSON_Delete(whole);
    return result;
}
