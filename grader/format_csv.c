/* SPDX-License-Identifier: MIT */
/* CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front,
 * which spreadsheets show as text. */
#include "format.h"
#include "result.h"

#include <string.h>

void format_cell(struct text *text, const char *value, const char *end)
{
    text_add_string(text, "\"");
    if (*value && strchr("=+-@\t\r", *value))
        text_add_string(text, "'");
    for (; *value; value++)
        text_add_string(text, *value == '"' ? "\"\"" : (const char[]){*value, '\0'});
    text_add_format(text, "\"%s", end);
}

static void add_number(struct text *text, const cJSON *object, const char *key)
{
    text_add_format(text, "%.15g,", result_number(object, key));
}

/* Ids of the checks that failed, separated by blanks. */
static void add_failed(struct text *text, const cJSON *assignment)
{
    struct text ids = {0};
    const cJSON *check;
    cJSON_ArrayForEach (check, cJSON_GetObjectItemCaseSensitive(assignment, "checks"))
        if (strcmp(result_text(check, "verdict"), "fail") == 0)
            text_add_format(&ids, "%s%s", ids.length ? " " : "", result_text(check, "id"));
    format_cell(text, ids.data ? ids.data : "", ",");
    text_free(&ids);
}

static void add_row(struct text *text, const cJSON *submission, const cJSON *assignment)
{
    const cJSON *source = cJSON_GetObjectItemCaseSensitive(submission, "source");
    format_cell(text, result_text(submission, "id"), ",");
    format_cell(text, result_text(assignment, "id"), ",");
    format_cell(text, result_text(assignment, "status"), ",");
    add_number(text, assignment, "score");
    add_number(text, assignment, "max_score");
    add_number(text, assignment, "penalty");
    add_number(text, source, "late_seconds");
    add_failed(text, assignment);
    format_cell(text, result_text(assignment ? assignment : submission, "message"), "\r\n");
}

void format_csv(const cJSON *whole, struct text *text)
{
    const cJSON *submission, *assignment;
    text_add_string(text, "id,assignment,status,score,max_score,penalty,late_seconds,failed,message"
                          "\r\n");
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        const cJSON *list = cJSON_GetObjectItemCaseSensitive(submission, "assignments");
        cJSON_ArrayForEach (assignment, list)
            add_row(text, submission, assignment);
        if (!cJSON_GetArraySize(list))
            add_row(text, submission, NULL);
    }
}
