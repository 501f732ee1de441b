/* SPDX-License-Identifier: MIT */
/* SARIF 2.1.0 (OASIS), as code hosts read it: one run, a rule for each check and kind, a result for
 * each remark. Paths are URIs relative to the folder of submissions, or to the only one. */
#include "base/scope.h"
#include "format.h"
#include "record.h"
#include "result.h"

#include <ctype.h>
#include <string.h>

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

struct writer {
    cJSON *rules, *results;
};

/* The rule's place in the list; it is made when it is new. */
static int rule_of(cJSON *rules, const char *id)
{
    int index = 0;
    const cJSON *rule;
    cJSON_ArrayForEach (rule, rules) {
        if (strcmp(result_text(rule, "id"), id) == 0)
            return index;
        index++;
    }
    cJSON *new = cJSON_CreateObject();
    cJSON_AddStringToObject(new, "id", id);
    cJSON_AddItemToArray(rules, new);
    return index;
}

/* A path as a URI reference (RFC 3986). */
static char *uri_of(const char *path)
{
    struct text uri = {0};
    for (; *path; path++)
        if (isalnum((unsigned char)*path) || strchr("-._~/", *path))
            text_add(&uri, path, 1);
        else
            text_add_format(&uri, "%%%02X", (unsigned char)*path);
    return text_steal(&uri);
}

static void add_location(cJSON *result, const struct format_remark *remark)
{
    cleanup_free char *uri = uri_of(remark->file);
    cJSON *location = cJSON_CreateObject();
    cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "locations"), location);
    cJSON *place = cJSON_AddObjectToObject(location, "physicalLocation");
    cJSON *artifact = cJSON_AddObjectToObject(place, "artifactLocation");
    cJSON_AddStringToObject(artifact, "uri", uri);
    cJSON *region = cJSON_AddObjectToObject(place, "region");
    cJSON_AddNumberToObject(region, "startLine", remark->line);
}

static void add_result(const struct format_remark *remark, void *context)
{
    struct writer *writer = context;
    cJSON *result = cJSON_CreateObject();
    cJSON_AddItemToArray(writer->results, result);
    cJSON_AddStringToObject(result, "ruleId", remark->rule);
    cJSON_AddNumberToObject(result, "ruleIndex", rule_of(writer->rules, remark->rule));
    cJSON_AddStringToObject(result, "level", remark->level);
    cJSON *message = cJSON_AddObjectToObject(result, "message");
    cJSON_AddStringToObject(message, "text", remark->message);
    if (remark->file)
        add_location(result, remark);
    cJSON *marks = cJSON_AddObjectToObject(result, "partialFingerprints");
    cJSON_AddStringToObject(marks, "mpgrade/v1", remark->mark);
    cJSON *properties = cJSON_AddObjectToObject(result, "properties");
    cJSON_AddStringToObject(properties, "submission", result_text(remark->submission, "id"));
    cJSON_AddStringToObject(properties, "assignment", result_text(remark->assignment, "id"));
}

void format_sarif(const cJSON *whole, struct text *text)
{
    const cJSON *tool = cJSON_GetObjectItemCaseSensitive(whole, "tool");
    cJSON *document = cJSON_CreateObject(), *run = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "$schema", SCHEMA);
    cJSON_AddStringToObject(document, "version", "2.1.0");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(document, "runs"), run);
    cJSON *driver = cJSON_AddObjectToObject(cJSON_AddObjectToObject(run, "tool"), "driver");
    cJSON_AddStringToObject(driver, "name", "mpgrade");
    cJSON_AddStringToObject(driver, "version", result_text(tool, "version"));
    struct writer writer = {.rules = cJSON_AddArrayToObject(driver, "rules")};
    writer.results = cJSON_AddArrayToObject(run, "results");
    format_each_remark(whole, add_result, &writer);
    cleanup_free char *json = json_text(document);
    text_add_string(text, json);
    cJSON_Delete(document);
}
