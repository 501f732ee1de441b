/* SPDX-License-Identifier: MIT */
/* The verb merge: the results of the parts of a class, as one. Parts that were graded by another
 * version or with other assignments don't belong together; a submission may be in several parts
 * only if it got the same in all. What is under `usage` may differ. */
#include "base/allocate.h"
#include "base/scope.h"
#include "format.h"
#include "record.h"
#include "report.h"
#include "result.h"
#include "verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct merger {
    cJSON **parts;
    size_t part_count;
    const cJSON **submissions; /* of all parts */
    size_t count, capacity;
};

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static int check_part(const struct merger *merger, const char *path, struct error *err)
{
    const cJSON *first = merger->parts[0], *part = merger->parts[merger->part_count - 1];
    if (!cJSON_Compare(member(first, "tool"), member(part, "tool"), true))
        return error_set(err, ERROR_USAGE, "%s: graded by another version of mpgrade", path);
    if (!cJSON_Compare(member(first, "assignments"), member(part, "assignments"), true))
        return error_set(err, ERROR_USAGE, "%s: graded with other assignments", path);
    return 0;
}

static int load_part(struct merger *merger, const char *path, struct error *err)
{
    const cJSON *submission;
    cJSON *part = NULL;
    if (results_read(path, &part, err) < 0)
        return -1;
    merger->parts[merger->part_count++] = part;
    if (check_part(merger, path, err) < 0)
        return -1;
    cJSON_ArrayForEach (submission, member(part, "submissions")) {
        array_reserve(merger->submissions, merger->count, merger->capacity);
        merger->submissions[merger->count++] = submission;
    }
    return 0;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(result_text(*(const cJSON *const *)a, "id"),
                  result_text(*(const cJSON *const *)b, "id"));
}

static cJSON *without_usage(const cJSON *submission)
{
    cJSON *copy = cJSON_Duplicate(submission, true), *assignment;
    cJSON_ArrayForEach (assignment, member(copy, "assignments"))
        cJSON_DeleteItemFromObjectCaseSensitive(assignment, "usage");
    return copy;
}

static bool same_outcome(const cJSON *a, const cJSON *b)
{
    cJSON *left = without_usage(a), *right = without_usage(b);
    bool same = cJSON_Compare(left, right, true);
    cJSON_Delete(left);
    cJSON_Delete(right);
    return same;
}

/* All submissions once, sorted by id; NULL with an error when two parts disagree. */
static cJSON *join(struct merger *merger, struct error *err)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *before = NULL;
    if (merger->count)
        qsort(merger->submissions, merger->count, sizeof *merger->submissions, compare_ids);
    for (size_t i = 0; i < merger->count; i++) {
        const cJSON *submission = merger->submissions[i];
        const char *id = result_text(submission, "id");
        bool again = before && strcmp(result_text(before, "id"), id) == 0;
        if (again && !same_outcome(before, submission)) {
            error_set(err, ERROR_USAGE, "two parts disagree about %s", id);
            cJSON_Delete(list);
            return NULL;
        }
        if (!again)
            cJSON_AddItemToArray(list, cJSON_Duplicate(submission, true));
        before = submission;
    }
    return list;
}

static int save(const struct settings *settings, const cJSON *whole, struct error *err)
{
    struct output output;
    int result = output_open(settings->output, &output, err);
    if (result == 0)
        result = output_save(&output, whole, settings->format, err);
    output_close(&output);
    return result;
}

static int merge(const struct settings *settings, struct merger *merger, struct error *err)
{
    for (size_t i = 0; i < settings->operands.count; i++)
        if (load_part(merger, settings->operands.items[i], err) < 0)
            return -1;
    cJSON *submissions = join(merger, err);
    if (!submissions)
        return -1;
    cJSON *whole = result_join(merger->parts[0], submissions);
    int result = save(settings, whole, err);
    if (result == 0 && !settings->quiet) {
        report_table(stdout, report_style(settings), whole);
        printf("results: %s/results.json\n", settings->output);
    }
    cJSON_Delete(whole);
    return result < 0 ? -1 : EXIT_DONE;
}

int verb_merge(const struct settings *settings, struct error *err)
{
    struct merger merger = {.parts = allocate(settings->operands.count * sizeof *merger.parts)};
    int result = merge(settings, &merger, err);
    for (size_t i = 0; i < merger.part_count; i++)
        cJSON_Delete(merger.parts[i]);
    free(merger.parts);
    free(merger.submissions);
    return result;
}
