/* SPDX-License-Identifier: MIT */
/* Gradebooks: CSV with a row for each student and a column for each assignment, for Canvas and
 * Moodle. Both find a student by the id, which is the folder's name or the roster's; an assignment
 * that a student has nothing of is an empty cell, which leaves the gradebook as it is. */
#include "format.h"
#include "result.h"

#include <string.h>

static const cJSON *assignment_of(const cJSON *submission, const char *id)
{
    const cJSON *assignment;
    cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
        if (strcmp(result_text(assignment, "id"), id) == 0)
            return assignment;
    return NULL;
}

/* An error of the grader is no grade. */
static bool has_grade(const cJSON *assignment)
{
    return assignment && strcmp(result_text(assignment, "status"), "error") != 0;
}

static void add_score(struct text *text, const cJSON *assignment)
{
    if (has_grade(assignment))
        text_add_format(text, "%.15g", result_number(assignment, "score"));
}

void format_canvas(const cJSON *whole, struct text *text)
{
    const cJSON *assignments = cJSON_GetObjectItemCaseSensitive(whole, "assignments"), *one;
    const cJSON *submission;
    text_add_string(text, "Student,ID,SIS User ID,SIS Login ID,Section");
    cJSON_ArrayForEach (one, assignments) {
        text_add_string(text, ",");
        format_cell(text, result_text(one, "id"), "");
    }
    text_add_string(text, "\r\n    Points Possible,,,,");
    cJSON_ArrayForEach (one, assignments)
        text_add_format(text, ",%.15g", result_number(one, "max_score"));
    text_add_string(text, "\r\n");
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        const char *id = result_text(submission, "id");
        format_cell(text, id, ",,,");
        format_cell(text, id, ",");
        cJSON_ArrayForEach (one, assignments) {
            text_add_string(text, ",");
            add_score(text, assignment_of(submission, result_text(one, "id")));
        }
        text_add_string(text, "\r\n");
    }
}

/* The messages of the checks that didn't pass. */
static void add_feedback(struct text *text, const cJSON *assignment)
{
    struct text words = {0};
    const cJSON *check;
    text_add_string(&words, result_text(assignment, "message"));
    cJSON_ArrayForEach (check, cJSON_GetObjectItemCaseSensitive(assignment, "checks"))
        if (strcmp(result_text(check, "verdict"), "pass") != 0)
            text_add_format(&words, "%s%s: %s", words.length ? "; " : "", result_text(check, "id"),
                            result_text(check, "message"));
    format_cell(text, words.data ? words.data : "", "");
    text_free(&words);
}

static void add_heading(struct text *text, const char *id, const char *what)
{
    struct text heading = {0};
    text_add_format(&heading, "%s%s", id, what);
    text_add_string(text, ",");
    format_cell(text, heading.data, "");
    text_free(&heading);
}

void format_moodle(const cJSON *whole, struct text *text)
{
    const cJSON *assignments = cJSON_GetObjectItemCaseSensitive(whole, "assignments"), *one;
    const cJSON *submission;
    text_add_string(text, "ID number");
    cJSON_ArrayForEach (one, assignments) {
        add_heading(text, result_text(one, "id"), "");
        add_heading(text, result_text(one, "id"), " (feedback)");
    }
    text_add_string(text, "\r\n");
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        format_cell(text, result_text(submission, "id"), "");
        cJSON_ArrayForEach (one, assignments) {
            const cJSON *assignment = assignment_of(submission, result_text(one, "id"));
            text_add_string(text, ",");
            add_score(text, assignment);
            text_add_string(text, ",");
            add_feedback(text, has_grade(assignment) ? assignment : NULL);
        }
        text_add_string(text, "\r\n");
    }
}
