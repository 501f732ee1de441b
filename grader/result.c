/* SPDX-License-Identifier: MIT */
/* Builds results.json. Everything outside the keys named `usage` must be a function of submission,
 * assignment, version and seed; strings that a student may have had a hand in pass through
 * text_add_printable. */
#include "result.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "moment.h"
#include "trace.h"

#include <math.h>
#include <string.h>

enum { MOST_TRACE_STEPS = 400 };

static void add_text(cJSON *object, const char *key, const char *value)
{
    cleanup_with(text_free) struct text shown = {0};
    if (value)
        text_add_printable(&shown, value, strlen(value), false);
    cJSON_AddStringToObject(object, key, shown.data ? shown.data : "");
}

static void add_text_or_null(cJSON *object, const char *key, const char *value)
{
    if (value && *value)
        add_text(object, key, value);
    else
        cJSON_AddNullToObject(object, key);
}

static cJSON *add_element(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    return object;
}

static void add_place(cJSON *object, const struct location *where)
{
    add_text_or_null(object, "file", where->file);
    if (where->file)
        cJSON_AddNumberToObject(object, "line", where->line);
    else
        cJSON_AddNullToObject(object, "line");
    add_text_or_null(object, "function", where->function);
}

static void add_usage(cJSON *object, const struct usage *usage)
{
    cJSON *item = cJSON_AddObjectToObject(object, "usage");
    cJSON_AddNumberToObject(item, "cpu_seconds", round(usage->cpu_seconds * 1000) / 1000);
    cJSON_AddNumberToObject(item, "wall_seconds", round(usage->wall_seconds * 1000) / 1000);
    cJSON_AddNumberToObject(item, "schedules", (double)usage->schedules);
    cJSON_AddNumberToObject(item, "peak_memory_kib", (double)(usage->peak_memory >> 10));
}

static void add_build(cJSON *object, const struct graded_assignment *graded)
{
    const struct build_result *result = &graded->build;
    cJSON *build = cJSON_AddObjectToObject(object, "build");
    cJSON_AddBoolToObject(build, "ok", result->ok);
    cJSON *list = cJSON_AddArrayToObject(build, "diagnostics");
    for (size_t i = 0; i < result->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &result->diagnostics[i];
        cJSON *item = add_element(list);
        add_text(item, "file", diagnostic->file);
        cJSON_AddNumberToObject(item, "line", diagnostic->line);
        cJSON_AddNumberToObject(item, "column", diagnostic->column);
        add_text(item, "severity", diagnostic->severity);
        add_text(item, "message", diagnostic->message);
    }
}

static void add_evidence(cJSON *object, const struct evidence *evidence)
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
    add_text(item, "strategy", evidence->strategy);
    add_text(item, "statement", evidence->statement);
}

static void add_trace(cJSON *object, const struct failure_record *failure)
{
    struct trace trace;
    trace_build(&failure->run, failure->critical, failure->critical_count, MOST_TRACE_STEPS,
                &trace);
    cJSON *list = cJSON_AddArrayToObject(object, "trace");
    for (size_t i = 0; i < trace.count; i++) {
        const struct trace_step *step = &trace.steps[i];
        cJSON *item = add_element(list);
        cJSON_AddNumberToObject(item, "step", (double)step->number);
        cJSON_AddNumberToObject(item, "time", step->time);
        add_text(item, "process", step->process);
        add_text(item, "operation", step->operation);
        add_text(item, "object", step->object);
        add_text(item, "result", step->result);
        add_place(item, &step->where);
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

static void add_failure(cJSON *object, const struct graded_check *check)
{
    const struct failure_record *failure = check->failure;
    if (!failure) {
        cJSON_AddNullToObject(object, "failure");
        return;
    }
    cJSON *item = cJSON_AddObjectToObject(object, "failure");
    add_text(item, "id", check->failure_id);
    add_text(item, "kind", failure_name(failure->kind));
    add_text(item, "scenario", check->scenario->id);
    add_text(item, "schedule", failure->schedule);
    cJSON_AddNumberToObject(item, "preemptions", failure->preemptions);
    cJSON_AddNumberToObject(item, "steps", (double)failure->run.step_count);
    struct location where = trace_location(&failure->run, failure->critical,
                                           failure->critical_count, stops(failure->kind));
    add_place(cJSON_AddObjectToObject(item, "location"), &where);
    cJSON *critical = cJSON_AddArrayToObject(item, "critical");
    for (size_t i = 0; i < failure->critical_count; i++)
        cJSON_AddNumberToObject(add_element(critical), "step", (double)failure->critical[i] + 1);
    add_trace(item, failure);
}

static void add_check(cJSON *list, const struct graded_check *check)
{
    cJSON *item = add_element(list);
    add_text(item, "id", check->check->id);
    add_text(item, "title", check->check->title);
    cJSON_AddNumberToObject(item, "points", check->check->points);
    cJSON_AddNumberToObject(item, "earned", check->earned);
    add_text(item, "verdict", verdict_name(check->verdict));
    add_text(item, "visibility", visibility_name(check->check->visibility));
    add_text_or_null(item, "message", check->message);
    add_evidence(item, &check->evidence);
    add_failure(item, check);
}

static void add_finding(cJSON *list, const struct finding *finding)
{
    cJSON *item = add_element(list);
    add_text(item, "kind", finding->kind);
    add_text(item, "message", finding->message);
    cJSON *locations = cJSON_AddArrayToObject(item, "locations");
    for (size_t i = 0; i < finding->location_count; i++)
        add_place(add_element(locations), &finding->locations[i]);
}

static void add_assignment(cJSON *list, const struct graded_assignment *graded)
{
    cJSON *item = add_element(list);
    add_text(item, "id", graded->assignment->id);
    add_text(item, "status", status_name(graded->status));
    cJSON_AddNumberToObject(item, "score", graded->score);
    cJSON_AddNumberToObject(item, "max_score", assignment_max_score(graded->assignment));
    cJSON_AddNumberToObject(item, "penalty", graded->penalty);
    add_build(item, graded);
    cJSON *checks = cJSON_AddArrayToObject(item, "checks");
    for (size_t i = 0; i < graded->assignment->check_count; i++)
        add_check(checks, &graded->checks[i]);
    cJSON *findings = cJSON_AddArrayToObject(item, "findings");
    for (size_t i = 0; i < graded->finding_count; i++)
        add_finding(findings, &graded->findings[i]);
    add_usage(item, &graded->usage);
    if (graded->message)
        add_text(item, "message", graded->message);
}

static void add_source(cJSON *object, const struct graded_submission *graded)
{
    cleanup_free char *location = submission_location(graded->submission);
    cJSON *source = cJSON_AddObjectToObject(object, "source");
    add_text(source, "kind", graded->is_git ? "git" : "directory");
    add_text(source, "location", location);
    char time[MOMENT_SIZE] = "";
    if (*graded->commit.id)
        moment_format(graded->commit.time, time);
    add_text_or_null(source, "commit", graded->commit.id);
    add_text_or_null(source, "committed_at", time);
    cJSON_AddNumberToObject(source, "late_seconds", (double)graded->late_seconds);
}

cJSON *result_submission(const struct graded_submission *graded)
{
    double score = 0, max_score = 0;
    for (size_t i = 0; i < graded->assignment_count; i++) {
        score += graded->assignments[i].score;
        max_score += assignment_max_score(graded->assignments[i].assignment);
    }
    cJSON *object = cJSON_CreateObject();
    add_text(object, "id", graded->submission->id);
    add_source(object, graded);
    cJSON_AddNumberToObject(object, "score", round(score * 100) / 100);
    cJSON_AddNumberToObject(object, "max_score", max_score);
    cJSON *list = cJSON_AddArrayToObject(object, "assignments");
    for (size_t i = 0; i < graded->assignment_count; i++)
        add_assignment(list, &graded->assignments[i]);
    if (graded->message)
        add_text(object, "message", graded->message);
    return object;
}

cJSON *result_lost_submission(const struct submission *submission,
                              const struct assignments *assignments, const char *message)
{
    struct graded_submission graded = {.submission = submission, .message = copy_string(message)};
    graded.assignments = allocate(assignments->count * sizeof *graded.assignments);
    graded.assignment_count = assignments->count;
    for (size_t i = 0; i < assignments->count; i++) {
        graded_assignment_begin(&graded.assignments[i], &assignments->items[i]);
        graded_assignment_stop(&graded.assignments[i], STATUS_ERROR, message);
    }
    cJSON *object = result_submission(&graded);
    graded_submission_clear(&graded);
    return object;
}

const char *result_text(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(value) ? value->valuestring : "";
}

double result_number(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

bool result_has_status(const cJSON *submission, enum assignment_status status)
{
    const cJSON *assignment;
    cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
        if (strcmp(result_text(assignment, "status"), status_name(status)) == 0)
            return true;
    return false;
}

double result_percent(const cJSON *submission)
{
    double most = result_number(submission, "max_score");
    return most > 0 ? 100 * result_number(submission, "score") / most : 0;
}

static void sum_usage(const cJSON *submission, struct usage *sum)
{
    const cJSON *assignment;
    cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments")) {
        const cJSON *usage = cJSON_GetObjectItemCaseSensitive(assignment, "usage");
        uint64_t peak = (uint64_t)result_number(usage, "peak_memory_kib") << 10;
        sum->cpu_seconds += result_number(usage, "cpu_seconds");
        sum->wall_seconds += result_number(usage, "wall_seconds");
        sum->schedules += (uint64_t)result_number(usage, "schedules");
        sum->peak_memory = peak > sum->peak_memory ? peak : sum->peak_memory;
    }
}

static void add_summary(cJSON *whole, const cJSON *submissions)
{
    struct usage usage = {0};
    double percents = 0;
    unsigned count = 0, errors = 0;
    const cJSON *submission;
    cJSON_ArrayForEach (submission, submissions) {
        bool failed = result_has_status(submission, STATUS_ERROR);
        errors += failed;
        count += !failed;
        percents += failed ? 0 : result_percent(submission);
        sum_usage(submission, &usage);
    }
    cJSON *summary = cJSON_AddObjectToObject(whole, "summary");
    cJSON_AddNumberToObject(summary, "graded", count);
    cJSON_AddNumberToObject(summary, "errors", errors);
    cJSON_AddNumberToObject(summary, "mean", count ? round(percents / count * 100) / 100 : 0);
    add_usage(summary, &usage);
}

cJSON *result_whole(const struct assignments *assignments, cJSON *submissions)
{
    cJSON *whole = cJSON_CreateObject();
    cJSON_AddStringToObject(whole, "schema", "mpgrade.results/1");
    cJSON *tool = cJSON_AddObjectToObject(whole, "tool");
    cJSON_AddStringToObject(tool, "name", "mpgrade");
    cJSON_AddStringToObject(tool, "version", MPGRADE_VERSION);
    cJSON *list = cJSON_AddArrayToObject(whole, "assignments");
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *assignment = &assignments->items[i];
        cJSON *item = add_element(list);
        add_text(item, "id", assignment->id);
        add_text(item, "title", assignment->title);
        cJSON_AddNumberToObject(item, "max_score", assignment_max_score(assignment));
        add_text(item, "digest", assignment->digest);
    }
    cJSON_AddItemToObject(whole, "submissions", submissions);
    add_summary(whole, submissions);
    return whole;
}
