/* SPDX-License-Identifier: MIT */
/* Builds results.json. Everything outside the keys named `usage` must be a function of submission,
 * assignment, version and seed; strings that a student may have had a hand in pass through
 * text_add_printable. */
#include "result.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "moment.h"
#include "result_part.h"

#include <math.h>
#include <string.h>

static void add_check(cJSON *list, const struct graded_check *check)
{
    cJSON *item = part_add_element(list);
    part_add_text(item, "id", check->check->id);
    part_add_text(item, "title", check->check->title);
    cJSON_AddNumberToObject(item, "points", check->check->points);
    cJSON_AddNumberToObject(item, "earned", check->earned);
    part_add_text(item, "verdict", verdict_name(check->verdict));
    part_add_text(item, "visibility", visibility_name(check->check->visibility));
    part_add_text_or_null(item, "message", check->message);
    part_add_evidence(item, &check->evidence);
    part_add_failure(item, check->failure_id, check->scenario ? check->scenario->id : "",
                     check->failure);
}

static void add_assignment(cJSON *list, const struct graded_assignment *graded)
{
    cJSON *item = part_add_element(list);
    part_add_text(item, "id", graded->assignment->id);
    part_add_text(item, "status", status_name(graded->status));
    cJSON_AddNumberToObject(item, "score", graded->score);
    cJSON_AddNumberToObject(item, "max_score", assignment_max_score(graded->assignment));
    cJSON_AddNumberToObject(item, "penalty", graded->penalty);
    part_add_build(item, &graded->build);
    cJSON *checks = cJSON_AddArrayToObject(item, "checks");
    for (size_t i = 0; i < graded->assignment->check_count; i++)
        add_check(checks, &graded->checks[i]);
    cJSON *findings = cJSON_AddArrayToObject(item, "findings");
    for (size_t i = 0; i < graded->finding_count; i++)
        part_add_finding(findings, &graded->findings[i]);
    part_add_usage(item, &graded->usage);
    if (graded->message)
        part_add_text(item, "message", graded->message);
}

static void add_source(cJSON *object, const struct graded_submission *graded)
{
    cleanup_free char *location = submission_location(graded->submission);
    cJSON *source = cJSON_AddObjectToObject(object, "source");
    part_add_text(source, "kind", graded->is_git ? "git" : "directory");
    part_add_text(source, "location", location);
    char time[MOMENT_SIZE] = "";
    if (*graded->commit.id)
        moment_format(graded->commit.time, time);
    part_add_text_or_null(source, "commit", graded->commit.id);
    part_add_text_or_null(source, "committed_at", time);
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
    part_add_text(object, "id", graded->submission->id);
    add_source(object, graded);
    cJSON_AddNumberToObject(object, "score", round(score * 100) / 100);
    cJSON_AddNumberToObject(object, "max_score", max_score);
    cJSON *list = cJSON_AddArrayToObject(object, "assignments");
    for (size_t i = 0; i < graded->assignment_count; i++)
        add_assignment(list, &graded->assignments[i]);
    if (graded->message)
        part_add_text(object, "message", graded->message);
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

const cJSON *result_member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

const cJSON *result_find(const cJSON *list, const char *id)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list)
        if (strcmp(result_text(item, "id"), id) == 0)
            return item;
    return NULL;
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
    part_add_usage(summary, &usage);
}

cJSON *result_whole(const struct assignments *assignments, cJSON *submissions)
{
    cJSON *whole = cJSON_CreateObject();
    cJSON_AddStringToObject(whole, "schema", "mpgrade.results/1");
    part_add_tool(whole);
    cJSON *list = cJSON_AddArrayToObject(whole, "assignments");
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *assignment = &assignments->items[i];
        cJSON *item = part_add_element(list);
        part_add_text(item, "id", assignment->id);
        part_add_text(item, "title", assignment->title);
        cJSON_AddNumberToObject(item, "max_score", assignment_max_score(assignment));
        part_add_text(item, "digest", assignment->digest);
    }
    cJSON_AddItemToObject(whole, "submissions", submissions);
    add_summary(whole, submissions);
    return whole;
}

cJSON *result_join(const cJSON *part, cJSON *submissions)
{
    static const char *const common[] = {"schema", "tool", "assignments"};
    cJSON *whole = cJSON_CreateObject();
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        cJSON_AddItemToObject(
            whole, common[i],
            cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(part, common[i]), true));
    cJSON_AddItemToObject(whole, "submissions", submissions);
    add_summary(whole, submissions);
    return whole;
}
