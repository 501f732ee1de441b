/* SPDX-License-Identifier: MIT */
/* Strings that a student may have had a hand in pass through text_add_printable here, so that no
 * document can be made that holds them raw. */
#include "result_part.h"

#include "base/scope.h"
#include "base/text.h"
#include "trace.h"

#include <math.h>
#include <string.h>

enum { MOST_TRACE_STEPS = 400 };

void part_add_text(cJSON *object, const char *key, const char *value)
{
    cleanup_with(text_free) struct text shown = {0};
    if (value)
        text_add_printable(&shown, value, strlen(value), false);
    cJSON_AddStringToObject(object, key, shown.data ? shown.data : "");
}

void part_add_text_or_null(cJSON *object, const char *key, const char *value)
{
    if (value && *value)
        part_add_text(object, key, value);
    else
        cJSON_AddNullToObject(object, key);
}

cJSON *part_add_element(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    return object;
}

void part_add_place(cJSON *object, const struct location *where)
{
    part_add_text_or_null(object, "file", where->file);
    if (where->file)
        cJSON_AddNumberToObject(object, "line", where->line);
    else
        cJSON_AddNullToObject(object, "line");
    part_add_text_or_null(object, "function", where->function);
}

void part_add_usage(cJSON *object, const struct usage *usage)
{
    cJSON *item = cJSON_AddObjectToObject(object, "usage");
    cJSON_AddNumberToObject(item, "cpu_seconds", round(usage->cpu_seconds * 1000) / 1000);
    cJSON_AddNumberToObject(item, "wall_seconds", round(usage->wall_seconds * 1000) / 1000);
    cJSON_AddNumberToObject(item, "schedules", (double)usage->schedules);
    cJSON_AddNumberToObject(item, "peak_memory_kib", (double)(usage->peak_memory >> 10));
}

void part_add_tool(cJSON *object)
{
    cJSON *tool = cJSON_AddObjectToObject(object, "tool");
    cJSON_AddStringToObject(tool, "name", "mpgrade");
    cJSON_AddStringToObject(tool, "version", MPGRADE_VERSION);
}

void part_add_build(cJSON *object, const struct build_result *result)
{
    cJSON *build = cJSON_AddObjectToObject(object, "build");
    cJSON_AddBoolToObject(build, "ok", result->ok);
    cJSON *list = cJSON_AddArrayToObject(build, "diagnostics");
    for (size_t i = 0; i < result->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &result->diagnostics[i];
        cJSON *item = part_add_element(list);
        part_add_text(item, "file", diagnostic->file);
        cJSON_AddNumberToObject(item, "line", diagnostic->line);
        cJSON_AddNumberToObject(item, "column", diagnostic->column);
        part_add_text(item, "severity", diagnostic->severity);
        part_add_text(item, "message", diagnostic->message);
    }
}

void part_add_evidence(cJSON *object, const struct evidence *evidence)
{
    cJSON *item = cJSON_AddObjectToObject(object, "evidence");
    cJSON_AddNumberToObject(item, "schedules", (double)evidence->schedules);
    if (evidence->first_failure)
        cJSON_AddNumberToObject(item, "first_failure", (double)evidence->first_failure);
    else
        cJSON_AddNullToObject(item, "first_failure");
    cJSON_AddBoolToObject(item, "exhaustive", evidence->exhaustive);
    if (evidence->preemption_bound >= 0)
        cJSON_AddNumberToObject(item, "preemption_bound", (double)evidence->preemption_bound);
    else
        cJSON_AddNullToObject(item, "preemption_bound");
    part_add_text(item, "strategy", evidence->strategy);
    part_add_text(item, "statement", evidence->statement);
}

static void add_trace(cJSON *object, const struct failure_record *failure)
{
    struct trace trace;
    trace_build(&failure->run, failure->critical, failure->critical_count, MOST_TRACE_STEPS,
                &trace);
    cJSON *list = cJSON_AddArrayToObject(object, "trace");
    for (size_t i = 0; i < trace.count; i++) {
        const struct trace_step *step = &trace.steps[i];
        cJSON *item = part_add_element(list);
        cJSON_AddNumberToObject(item, "step", (double)step->number);
        cJSON_AddNumberToObject(item, "time", step->time);
        part_add_text(item, "process", step->process);
        part_add_text(item, "operation", step->operation);
        part_add_text(item, "object", step->object);
        part_add_text(item, "result", step->result);
        part_add_place(item, &step->where);
    }
    if (trace.omitted)
        cJSON_AddNumberToObject(object, "omitted", (double)trace.omitted);
    trace_clear(&trace);
}

/* Failures that happen at the run's last steps, so that these are worth a look. */
static bool stops(enum failure_kind kind)
{
    return kind == FAILURE_CRASH || kind == FAILURE_DEADLOCK || kind == FAILURE_LIVELOCK;
}

void part_add_failure(cJSON *object, const char *id, const char *scenario,
                      const struct failure_record *failure)
{
    if (!failure) {
        cJSON_AddNullToObject(object, "failure");
        return;
    }
    cJSON *item = cJSON_AddObjectToObject(object, "failure");
    part_add_text(item, "id", id);
    part_add_text(item, "kind", failure_name(failure->kind));
    part_add_text(item, "scenario", scenario);
    part_add_text(item, "schedule", failure->schedule);
    cJSON_AddNumberToObject(item, "preemptions", failure->preemptions);
    cJSON_AddNumberToObject(item, "steps", (double)failure->run.step_count);
    struct location where =
        trace_location(&failure->run, failure->blamed, failure->blamed_count, stops(failure->kind));
    part_add_place(cJSON_AddObjectToObject(item, "location"), &where);
    cJSON *critical = cJSON_AddArrayToObject(item, "critical");
    for (size_t i = 0; i < failure->critical_count; i++)
        cJSON_AddNumberToObject(part_add_element(critical), "step",
                                (double)failure->critical[i] + 1);
    add_trace(item, failure);
}

void part_add_finding(cJSON *list, const struct finding *finding)
{
    cJSON *item = part_add_element(list);
    part_add_text(item, "kind", finding->kind);
    part_add_text(item, "message", finding->message);
    cJSON *locations = cJSON_AddArrayToObject(item, "locations");
    for (size_t i = 0; i < finding->location_count; i++) {
        cJSON *place = part_add_element(locations);
        part_add_place(place, &finding->locations[i]);
        if (finding->locations[i].calls)
            part_add_text(place, "calls", finding->locations[i].calls);
    }
}
