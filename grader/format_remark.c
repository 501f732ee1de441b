/* SPDX-License-Identifier: MIT */
/* Remarks: what a report has to say about places in the sources, for the forms that hang texts on
 * lines. A place without a file is a remark about the submission as a whole. */
#include "base/allocate.h"
#include "format.h"
#include "result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct visitor {
    void (*visit)(const struct format_remark *remark, void *context);
    void *context;
    bool many; /* several submissions: their names are part of the paths */
};

static uint64_t mix(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3); /* FNV-1a */
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static void mark(struct format_remark *remark)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = mix(mix(hash, result_text(remark->submission, "id")),
               result_text(remark->assignment, "id"));
    hash = mix(mix(mix(hash, remark->rule), remark->message), remark->file ? remark->file : "");
    snprintf(remark->mark, sizeof remark->mark, "%016llx",
             (unsigned long long)(hash + remark->line));
}

/* `place` has `file` and `line`; NULL, or a file that isn't known: no place. */
static void tell(const struct visitor *visitor, struct format_remark remark, const cJSON *place)
{
    const char *file = result_text(place, "file");
    if (*file && visitor->many)
        remark.file = format_string("%s/%s", result_text(remark.submission, "id"), file);
    else if (*file)
        remark.file = copy_string(file);
    double line = result_number(place, "line");
    remark.line = line >= 1 ? (unsigned)line : 1;
    mark(&remark);
    visitor->visit(&remark, visitor->context);
    free(remark.file);
}

static void tell_checks(const struct visitor *visitor, struct format_remark remark)
{
    const cJSON *check;
    cJSON_ArrayForEach (check, cJSON_GetObjectItemCaseSensitive(remark.assignment, "checks")) {
        const char *verdict = result_text(check, "verdict");
        if (strcmp(verdict, "pass") == 0 || strcmp(verdict, "skipped") == 0)
            continue;
        const cJSON *failure = cJSON_GetObjectItemCaseSensitive(check, "failure");
        remark.rule = result_text(check, "id");
        remark.level = strcmp(verdict, "fail") == 0 ? "error" : "warning";
        remark.message = result_text(check, "message");
        tell(visitor, remark, cJSON_GetObjectItemCaseSensitive(failure, "location"));
    }
}

static void tell_build(const struct visitor *visitor, struct format_remark remark)
{
    const cJSON *build = cJSON_GetObjectItemCaseSensitive(remark.assignment, "build"), *one;
    remark.rule = "build";
    cJSON_ArrayForEach (one, cJSON_GetObjectItemCaseSensitive(build, "diagnostics")) {
        const char *severity = result_text(one, "severity");
        remark.level = strstr(severity, "error")          ? "error"
                       : strcmp(severity, "warning") == 0 ? "warning"
                                                          : "note";
        remark.message = result_text(one, "message");
        tell(visitor, remark, one);
    }
}

static void tell_findings(const struct visitor *visitor, struct format_remark remark)
{
    const cJSON *finding;
    remark.level = "note";
    cJSON_ArrayForEach (finding, cJSON_GetObjectItemCaseSensitive(remark.assignment, "findings")) {
        remark.rule = result_text(finding, "kind");
        remark.message = result_text(finding, "message");
        tell(visitor, remark,
             cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(finding, "locations"), 0));
    }
}

static void tell_status(const struct visitor *visitor, struct format_remark remark)
{
    const char *status = result_text(remark.assignment, "status");
    if (strcmp(status, "graded") == 0)
        return;
    remark.rule = status;
    remark.level = strcmp(status, "error") == 0 ? "warning" : "error";
    remark.message = result_text(remark.assignment, "message");
    tell(visitor, remark, NULL);
}

void format_each_remark(const cJSON *whole,
                        void (*visit)(const struct format_remark *remark, void *context),
                        void *context)
{
    const cJSON *submissions = cJSON_GetObjectItemCaseSensitive(whole, "submissions");
    struct visitor visitor = {visit, context, cJSON_GetArraySize(submissions) > 1};
    struct format_remark remark = {0};
    cJSON_ArrayForEach (remark.submission, submissions)
        cJSON_ArrayForEach (remark.assignment,
                            cJSON_GetObjectItemCaseSensitive(remark.submission, "assignments")) {
            tell_status(&visitor, remark);
            tell_build(&visitor, remark);
            tell_checks(&visitor, remark);
            tell_findings(&visitor, remark);
        }
}
