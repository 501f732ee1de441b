/* SPDX-License-Identifier: MIT */
/* Both places where a failing schedule is kept, read into one form. */
#define _GNU_SOURCE
#include "recorded.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "folder.h"
#include "name.h"
#include "record.h"
#include "result.h"

#include <libgen.h>
#include <string.h>

struct search { /* for failures whose id begins with a word */
    const char *word;
    const cJSON *submission, *assignment, *check, *failure; /* the last one found */
    size_t found;
    struct text list; /* of what was found, for a message */
};

static const cJSON *part(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void match(struct search *search, const cJSON *submission, const cJSON *assignment,
                  const cJSON *check)
{
    const cJSON *failure = part(check, "failure");
    const char *id = result_text(failure, "id");
    if (!*id || strncmp(id, search->word, strlen(search->word)) != 0)
        return;
    /* Equal ids are equal files: whichever of them is replayed, the same is seen. */
    if (search->failure && strcmp(result_text(search->failure, "id"), id) == 0)
        return;
    search->submission = submission;
    search->assignment = assignment;
    search->check = check;
    search->failure = failure;
    search->found++;
    text_add_format(&search->list, "\n  %s  %s %s %s", id, result_text(submission, "id"),
                    result_text(assignment, "id"), result_text(check, "id"));
}

static void search_all(struct search *search, const cJSON *whole)
{
    const cJSON *submission, *assignment, *check;
    cJSON_ArrayForEach (submission, part(whole, "submissions"))
        cJSON_ArrayForEach (assignment, part(submission, "assignments"))
            cJSON_ArrayForEach (check, part(assignment, "checks"))
                match(search, submission, assignment, check);
}

static void take_failure(const struct search *search, struct recorded *recorded)
{
    const cJSON *source = part(search->submission, "source");
    recorded->path = name_decode(result_text(source, "location"));
    recorded->is_git = strcmp(result_text(source, "kind"), "git") == 0;
    recorded->student = result_text(search->submission, "id");
    recorded->commit = result_text(source, "commit");
    recorded->assignment = result_text(search->assignment, "id");
    recorded->scenario = result_text(search->failure, "scenario");
    recorded->check = result_text(search->check, "id");
    recorded->schedule = result_text(search->failure, "schedule");
    recorded->id = result_text(search->failure, "id");
    recorded->kind = result_text(search->failure, "kind");
    recorded->message = result_text(search->check, "message");
    recorded->steps = result_number(search->failure, "steps");
}

static int read_results(const char *word, struct recorded *recorded, struct error *err)
{
    struct search search = {.word = word};
    search_all(&search, recorded->document);
    int result = 0;
    if (search.found == 0)
        result = error_set(err, ERROR_USAGE, "the report has no failure %s", word);
    else if (search.found > 1)
        result = error_set(err, ERROR_USAGE, "the report has several failures%s%s; name one:%s",
                           *word ? " that begin with " : "", word, search.list.data);
    else
        take_failure(&search, recorded);
    text_free(&search.list);
    return result;
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
    int result = -1;
    if (strcmp(schema, "mpgrade.results/1") == 0)
        result = read_results(word, recorded, err);
    else if (strcmp(schema, "mpgrade.schedule/1") == 0)
        result = read_schedule(word, recorded, err);
    else
        error_set(err, ERROR_USAGE, "this is neither results nor a schedule (schema '%.60s')",
                  schema);
    return result < 0 ? error_wrap(err, "%s", path) : 0;
}

void recorded_clear(struct recorded *recorded)
{
    cJSON_Delete(recorded->document);
    free(recorded->path);
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
    cleanup_free char *parent = copy_string(path), *name = copy_string(path);
    cJSON_Delete(file);
    cleanup_fd int folder = folder_open(dirname(parent), err);
    if (folder < 0)
        return -1;
    return folder_replace(folder, basename(name), text, strlen(text), err);
}
