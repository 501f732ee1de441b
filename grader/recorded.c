/* SPDX-License-Identifier: MIT */
/* All places where a failing schedule is kept, read into one form. */
#define _GNU_SOURCE
#include "recorded.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "folder.h"
#include "name.h"
#include "record.h"
#include "result.h"

#include <string.h>

struct search { /* for failures whose id begins with a word */
    const char *word;
    const cJSON *submission, *assignment; /* of the last one found */
    const cJSON *outcome;                 /* what has its message and its `failure` */
    size_t found;
    struct text list; /* of what was found, for a person to choose from */
};

static const cJSON *part(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* `names` say whose failure it is. */
static void match(struct search *search, const cJSON *submission, const cJSON *assignment,
                  const cJSON *outcome, const char *names)
{
    const char *id = result_text(part(outcome, "failure"), "id");
    if (!*id || strncmp(id, search->word, strlen(search->word)) != 0)
        return;
    /* Equal ids are equal files: whichever of them is replayed, the same is seen. */
    if (search->found && strcmp(result_text(part(search->outcome, "failure"), "id"), id) == 0)
        return;
    search->submission = submission;
    search->assignment = assignment;
    search->outcome = outcome;
    search->found++;
    text_add_format(&search->list, "  %s  %s\n                %s\n", id, names,
                    result_text(outcome, "message"));
}

static void search_results(struct search *search, const cJSON *whole)
{
    const cJSON *submission, *assignment, *check;
    cJSON_ArrayForEach (submission, part(whole, "submissions"))
        cJSON_ArrayForEach (assignment, part(submission, "assignments"))
            cJSON_ArrayForEach (check, part(assignment, "checks")) {
                cleanup_free char *names =
                    format_string("%s, %s, %s", result_text(submission, "id"),
                                  result_text(assignment, "id"), result_text(check, "id"));
                match(search, submission, assignment, check, names);
            }
}

static void search_exploration(struct search *search, const cJSON *whole)
{
    const cJSON *further;
    match(search, NULL, NULL, whole, result_text(part(whole, "failure"), "kind"));
    cJSON_ArrayForEach (further, part(whole, "further"))
        match(search, NULL, NULL, further, result_text(part(further, "failure"), "kind"));
}

static void take_outcome(const struct search *search, struct recorded *recorded)
{
    const cJSON *failure = part(search->outcome, "failure");
    recorded->scenario = result_text(failure, "scenario");
    recorded->schedule = result_text(failure, "schedule");
    recorded->id = result_text(failure, "id");
    recorded->kind = result_text(failure, "kind");
    recorded->message = result_text(search->outcome, "message");
    recorded->steps = result_number(failure, "steps");
    recorded->check = recorded->kind;
    const cJSON *critical;
    cJSON_ArrayForEach (critical, part(failure, "critical")) {
        double step = result_number(critical, "step");
        if (recorded->critical_count < 2 && step >= 1 && step <= recorded->steps)
            recorded->critical[recorded->critical_count++] = (size_t)step - 1;
    }
}

static void take_submission(const struct search *search, struct recorded *recorded)
{
    const cJSON *source = part(search->submission, "source");
    recorded->path = name_decode(result_text(source, "location"));
    recorded->is_git = strcmp(result_text(source, "kind"), "git") == 0;
    recorded->student = result_text(search->submission, "id");
    recorded->commit = result_text(source, "commit");
    recorded->assignment = result_text(search->assignment, "id");
    recorded->check = result_text(search->outcome, "id");
}

/* Takes the one failure that was found, or says that there are none or several. */
static int choose(struct search *search, struct recorded *recorded, struct error *err)
{
    bool named = *search->word;
    if (search->found == 1) {
        take_outcome(search, recorded);
        if (search->submission)
            take_submission(search, recorded);
    } else if (search->found > 1) {
        recorded->choices = text_steal(&search->list);
    }
    text_free(&search->list);
    if (search->found == 1)
        return 0;
    if (search->found > 1)
        return error_set(err, ERROR_USAGE, "%zu failures%s%s; name one of them by its id",
                         search->found, named ? " begin with " : "", search->word);
    return error_set(err, ERROR_USAGE, "the report has no failure%s%s", named ? " " : "",
                     search->word);
}

static int read_results(const char *word, struct recorded *recorded, struct error *err)
{
    struct search search = {.word = word};
    search_results(&search, recorded->document);
    return choose(&search, recorded, err);
}

static int read_exploration(const char *word, struct recorded *recorded, struct error *err)
{
    struct search search = {.word = word};
    search_exploration(&search, recorded->document);
    recorded->program = part(recorded->document, "program");
    return choose(&search, recorded, err);
}

static int read_schedule(const char *word, struct recorded *recorded, struct error *err)
{
    struct file {
        const char *schema, *scenario, *check, *schedule;
        const cJSON *assignment;
    } file = {0};
    struct pinned {
        const char *id, *digest;
    } pinned = {0};
    static const struct spec_key keys[] = {
        {"schema", SPEC_TEXT, offsetof(struct file, schema), true},
        {"assignment", SPEC_OBJECT, offsetof(struct file, assignment), true},
        {"scenario", SPEC_NAME, offsetof(struct file, scenario), true},
        {"check", SPEC_NAME, offsetof(struct file, check), true},
        {"schedule", SPEC_TEXT, offsetof(struct file, schedule), true},
        {0},
    };
    static const struct spec_key pinned_keys[] = {
        {"id", SPEC_NAME, offsetof(struct pinned, id), true},
        {"digest", SPEC_TEXT, offsetof(struct pinned, digest), false},
        {0},
    };
    if (spec_read(recorded->document, "", keys, &file, err) < 0 ||
        spec_read(file.assignment, "assignment.", pinned_keys, &pinned, err) < 0)
        return -1;
    recorded->path = copy_string(*word ? word : ".");
    recorded->assignment = pinned.id;
    recorded->digest = pinned.digest;
    recorded->scenario = file.scenario;
    recorded->check = file.check;
    recorded->schedule = file.schedule;
    return 0;
}

int recorded_read(const char *path, const char *word, struct recorded *recorded, struct error *err)
{
    *recorded = (struct recorded){0};
    if (results_load(path, &recorded->document, err) < 0)
        return -1;
    const char *schema = result_text(recorded->document, "schema");
    static const struct {
        const char *schema;
        int (*read)(const char *word, struct recorded *recorded, struct error *err);
    } forms[] = {
        {"mpgrade.results/1", read_results},
        {"mpgrade.schedule/1", read_schedule},
        {"mpgrade.exploration/1", read_exploration},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(schema, forms[i].schema) == 0)
            return forms[i].read(word, recorded, err) < 0 ? error_wrap(err, "%s", path) : 0;
    return error_set(err, ERROR_USAGE,
                     "%s: this is neither results, an exploration nor a schedule (schema '%.60s')",
                     path, schema);
}

void recorded_clear(struct recorded *recorded)
{
    cJSON_Delete(recorded->document);
    free(recorded->path);
    free(recorded->choices);
    *recorded = (struct recorded){0};
}

int recorded_save(const struct recorded *recorded, const struct assignment *assignment,
                  const char *path, struct error *err)
{
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "schema", "mpgrade.schedule/1");
    cJSON *pinned = cJSON_AddObjectToObject(file, "assignment");
    cJSON_AddStringToObject(pinned, "id", assignment->id);
    cJSON_AddStringToObject(pinned, "digest", assignment->digest);
    cJSON_AddStringToObject(file, "scenario", recorded->scenario);
    cJSON_AddStringToObject(file, "check", recorded->check);
    cJSON_AddStringToObject(file, "schedule", recorded->schedule);
    cleanup_free char *text = json_text(file);
    cJSON_Delete(file);
    return file_replace(path, text, strlen(text), err);
}
