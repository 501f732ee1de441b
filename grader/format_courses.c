/* SPDX-License-Identifier: MIT */
/* What autograders of course platforms hand in: Gradescope, Classroom 50, Autolab. These grade one
 * submission at a time; of several, the tests stand side by side under the students' names and the
 * scores are summed. A penalty for lateness is a test of its own that takes points away, so that
 * the tests add up to the score. */
#include "base/allocate.h"
#include "base/scope.h"
#include "format.h"
#include "record.h"
#include "result.h"

#include <stdlib.h>
#include <string.h>

struct writer {
    const cJSON *whole;
    cJSON *tests;
    struct text *text;
};

static bool are_many(const cJSON *array)
{
    return cJSON_GetArraySize(array) > 1;
}

/* "no-oversell"; "ticket no-oversell"; "alice ticket no-oversell": as much as tells it apart. */
static char *name_of(const struct writer *writer, const cJSON *submission, const cJSON *assignment,
                     const char *check)
{
    bool students = are_many(cJSON_GetObjectItemCaseSensitive(writer->whole, "submissions"));
    bool tasks = are_many(cJSON_GetObjectItemCaseSensitive(submission, "assignments"));
    return format_string("%s%s%s%s%s", students ? result_text(submission, "id") : "",
                         students ? " " : "",
                         students || tasks ? result_text(assignment, "id") : "",
                         students || tasks ? " " : "", check);
}

static char *name_of_place(const struct writer *writer, const struct format_place *place)
{
    return name_of(writer, place->submission, place->assignment, result_text(place->check, "id"));
}

/* Calls `visit` for each assignment of each submission. */
static void each_assignment(struct writer *writer,
                            void (*visit)(struct writer *writer, const cJSON *submission,
                                          const cJSON *assignment))
{
    const cJSON *submission, *assignment;
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(writer->whole, "submissions"))
        cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
            visit(writer, submission, assignment);
}

static bool is_error(const cJSON *assignment)
{
    return strcmp(result_text(assignment, "status"), "error") == 0;
}

/* What mpgrade itself failed on takes no points: it counts neither here nor there. */
static double sum(const cJSON *whole, const char *key)
{
    double total = 0;
    const cJSON *submission, *assignment;
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions"))
        cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
            total += is_error(assignment) ? 0 : result_number(assignment, key);
    return total;
}

static void note_error(struct writer *writer, const cJSON *submission, const cJSON *assignment)
{
    (void)submission;
    if (is_error(assignment))
        text_add_format(writer->text, "%s: %s\n", result_text(assignment, "id"),
                        result_text(assignment, "message"));
}

static bool passes(const cJSON *check)
{
    return strcmp(result_text(check, "verdict"), "pass") == 0;
}

static const char *words_of(const cJSON *check)
{
    const cJSON *evidence = cJSON_GetObjectItemCaseSensitive(check, "evidence");
    return passes(check) ? result_text(evidence, "statement") : result_text(check, "message");
}

static void add_gradescope_test(const struct format_place *place, void *context)
{
    struct writer *writer = context;
    cleanup_free char *name = name_of_place(writer, place);
    const char *visibility = result_text(place->check, "visibility");
    bool after = strcmp(visibility, "after_due") == 0;
    cJSON *test = cJSON_CreateObject();
    cJSON_AddItemToArray(writer->tests, test);
    cJSON_AddStringToObject(test, "name", name);
    cJSON_AddNumberToObject(test, "score", result_number(place->check, "earned"));
    cJSON_AddNumberToObject(test, "max_score", result_number(place->check, "points"));
    cJSON_AddStringToObject(test, "status", passes(place->check) ? "passed" : "failed");
    cJSON_AddStringToObject(test, "output", words_of(place->check));
    cJSON_AddStringToObject(test, "visibility", after ? "after_due_date" : visibility);
}

static void add_gradescope_rest(struct writer *writer, const cJSON *submission,
                                const cJSON *assignment)
{
    double penalty = result_number(assignment, "penalty");
    const char *message = result_text(assignment, "message");
    if (penalty <= 0 && !*message)
        return;
    cleanup_free char *name =
        name_of(writer, submission, assignment, penalty > 0 ? "lateness" : "build");
    cJSON *test = cJSON_CreateObject();
    cJSON_AddItemToArray(writer->tests, test);
    cJSON_AddStringToObject(test, "name", name);
    cJSON_AddNumberToObject(test, "score", -penalty);
    cJSON_AddNumberToObject(test, "max_score", 0);
    cJSON_AddStringToObject(test, "status", "failed");
    cJSON_AddStringToObject(test, "output", message);
    cJSON_AddStringToObject(test, "visibility", "visible");
}

static void finish(struct text *text, cJSON *document)
{
    cleanup_free char *json = json_text(document);
    text_add_string(text, json);
    cJSON_Delete(document);
}

/* Without score and tests Gradescope calls a person, as it should where mpgrade has failed. */
void format_gradescope(const cJSON *whole, struct text *text)
{
    cJSON *document = cJSON_CreateObject();
    cleanup_with(text_free) struct text errors = {0};
    struct writer writer = {.whole = whole, .text = &errors};
    each_assignment(&writer, note_error);
    if (errors.length) {
        cJSON_AddStringToObject(document, "output", errors.data);
        finish(text, document);
        return;
    }
    cJSON_AddNumberToObject(document, "score", sum(whole, "score"));
    cJSON_AddStringToObject(document, "visibility", "visible");
    writer.tests = cJSON_AddArrayToObject(document, "tests");
    format_each_check(whole, add_gradescope_test, &writer);
    each_assignment(&writer, add_gradescope_rest);
    finish(text, document);
}

static void add_classroom_test(const struct format_place *place, void *context)
{
    struct writer *writer = context;
    cleanup_free char *name = name_of_place(writer, place);
    cJSON *test = cJSON_CreateObject();
    cJSON_AddItemToArray(writer->tests, test);
    cJSON_AddStringToObject(test, "test-name", name);
    cJSON_AddBoolToObject(test, "passed", passes(place->check));
    cJSON_AddNumberToObject(test, "score", result_number(place->check, "earned"));
    cJSON_AddNumberToObject(test, "max-score", result_number(place->check, "points"));
}

/* Only the platform's runner knows these, and tells them in the environment; elsewhere they are
 * what the results know. */
static void add_from_runner(cJSON *document, const char *key, const char *variable,
                            const char *otherwise)
{
    const char *told = getenv(variable);
    cJSON_AddStringToObject(document, key, told ? told : otherwise);
}

void format_classroom50(const cJSON *whole, struct text *text)
{
    const cJSON *submission =
        cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(whole, "submissions"), 0);
    const cJSON *assignment =
        cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(submission, "assignments"), 0);
    const cJSON *source = cJSON_GetObjectItemCaseSensitive(submission, "source");
    const char *commit = result_text(source, "commit");
    cJSON *document = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "schema", "classroom50/result/v1");
    add_from_runner(document, "classroom", "CLASSROOM", "");
    add_from_runner(document, "assignment", "ASSIGNMENT", result_text(assignment, "id"));
    add_from_runner(document, "submission", "SUBMISSION_TAG", result_text(submission, "id"));
    add_from_runner(document, "commit", "COMMIT_URL", commit);
    add_from_runner(document, "release", "RELEASE_URL", "");
    add_from_runner(document, "review", getenv("REVIEW_URL") ? "REVIEW_URL" : "COMMIT_URL", commit);
    cJSON_AddStringToObject(document, "datetime", result_text(source, "committed_at"));
    cJSON_AddNumberToObject(document, "score", sum(whole, "score"));
    cJSON_AddNumberToObject(document, "max-score", sum(whole, "max_score"));
    struct writer writer = {.whole = whole, .tests = cJSON_AddArrayToObject(document, "tests")};
    format_each_check(whole, add_classroom_test, &writer);
    finish(text, document);
}

static void add_autolab_line(const struct format_place *place, void *context)
{
    struct writer *writer = context;
    cleanup_free char *name = name_of_place(writer, place);
    text_add_format(writer->text, "%s: %.15g of %.15g", name, result_number(place->check, "earned"),
                    result_number(place->check, "points"));
    const char *words = passes(place->check) ? "" : result_text(place->check, "message");
    text_add_format(writer->text, "%s%s\n", *words ? ": " : "", words);
}

/* Problems are the assignments. */
static void add_autolab_score(struct writer *writer, const cJSON *submission,
                              const cJSON *assignment)
{
    bool many = are_many(cJSON_GetObjectItemCaseSensitive(writer->whole, "submissions"));
    cleanup_free char *name = format_string("%s%s%s", many ? result_text(submission, "id") : "",
                                            many ? " " : "", result_text(assignment, "id"));
    const char *message = result_text(assignment, "message");
    if (*message)
        text_add_format(writer->text, "%s: %s\n", name, message);
    if (!is_error(assignment))
        cJSON_AddNumberToObject(writer->tests, name, result_number(assignment, "score"));
}

void format_autolab(const cJSON *whole, struct text *text)
{
    cJSON *document = cJSON_CreateObject();
    struct writer writer = {
        .whole = whole, .tests = cJSON_AddObjectToObject(document, "scores"), .text = text};
    format_each_check(whole, add_autolab_line, &writer);
    each_assignment(&writer, add_autolab_score);
    cleanup_free char *line = cJSON_PrintUnformatted(document);
    text_add_format(text, "%s\n", line);
    cJSON_Delete(document);
}
