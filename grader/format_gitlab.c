/* SPDX-License-Identifier: MIT */
/* A code quality report of GitLab: remarks that have a place. */
#include "base/scope.h"
#include "format.h"
#include "record.h"

#include <string.h>

static void add_remark(const struct format_remark *remark, void *context)
{
    if (!remark->file)
        return;
    const char *severity = strcmp(remark->level, "error") == 0     ? "major"
                           : strcmp(remark->level, "warning") == 0 ? "minor"
                                                                   : "info";
    cJSON *issue = cJSON_CreateObject();
    cJSON_AddItemToArray(context, issue);
    cJSON_AddStringToObject(issue, "description", remark->message);
    cJSON_AddStringToObject(issue, "check_name", remark->rule);
    cJSON_AddStringToObject(issue, "fingerprint", remark->mark);
    cJSON_AddStringToObject(issue, "severity", severity);
    cJSON *location = cJSON_AddObjectToObject(issue, "location");
    cJSON_AddStringToObject(location, "path", remark->file);
    cJSON *lines = cJSON_AddObjectToObject(location, "lines");
    cJSON_AddNumberToObject(lines, "begin", remark->line);
}

void format_gitlab(const cJSON *whole, struct text *text)
{
    cJSON *issues = cJSON_CreateArray();
    format_each_remark(whole, add_remark, issues);
    cleanup_free char *json = json_text(issues);
    text_add_string(text, json);
    cJSON_Delete(issues);
}
