/* SPDX-License-Identifier: MIT */
/* The verb diff: which grades moved between two results, and why. A grade moves because a check's
 * verdict, a status or the penalty did; and that may be because the files, the assignment or
 * mpgrade changed: so these are said too. Status 0: no grade moved; 1: some did. */
#include "record.h"
#include "result.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

static const cJSON *list_of(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const cJSON *find_by_id(const cJSON *list, const char *id)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list)
        if (strcmp(result_text(item, "id"), id) == 0)
            return item;
    return NULL;
}

static void tell_circumstances(const cJSON *old, const cJSON *new)
{
    const char *before = result_text(list_of(old, "tool"), "version");
    const char *after = result_text(list_of(new, "tool"), "version");
    const cJSON *assignment;
    if (strcmp(before, after) != 0)
        printf("mpgrade: version %s, now %s\n", before, after);
    cJSON_ArrayForEach (assignment, list_of(new, "assignments")) {
        const char *id = result_text(assignment, "id");
        const cJSON *earlier = find_by_id(list_of(old, "assignments"), id);
        if (earlier &&
            strcmp(result_text(earlier, "digest"), result_text(assignment, "digest")) != 0)
            printf("%s: the assignment has changed\n", id);
    }
}

static void tell_check(const cJSON *check, const cJSON *earlier)
{
    const char *before = earlier ? result_text(earlier, "verdict") : "not there";
    const char *after = result_text(check, "verdict");
    const char *message = result_text(check, "message");
    if (strcmp(before, after) == 0)
        return;
    printf("    %s: %s, now %s\n", result_text(check, "id"), before, after);
    if (*message)
        printf("      %s\n", message);
}

static void tell_assignment(const cJSON *old, const cJSON *new)
{
    const char *before = old ? result_text(old, "status") : "not there";
    const char *after = result_text(new, "status");
    const cJSON *check;
    if (strcmp(before, after) != 0)
        printf("    status: %s, now %s\n", before, after);
    if (result_number(old, "penalty") != result_number(new, "penalty"))
        printf("    penalty: %g, now %g\n", result_number(old, "penalty"),
               result_number(new, "penalty"));
    cJSON_ArrayForEach (check, list_of(new, "checks"))
        tell_check(check, find_by_id(list_of(old, "checks"), result_text(check, "id")));
}

static bool same_source(const cJSON *old, const cJSON *new)
{
    const cJSON *a = list_of(old, "source"), *b = list_of(new, "source");
    return strcmp(result_text(a, "commit"), result_text(b, "commit")) == 0;
}

/* Tells the assignments of a submission whose grade moved; how many did. */
static unsigned tell_submission(const cJSON *old, const cJSON *new)
{
    const cJSON *assignment;
    const char *student = result_text(new, "id");
    unsigned moved = 0;
    cJSON_ArrayForEach (assignment, list_of(new, "assignments")) {
        const char *id = result_text(assignment, "id");
        const cJSON *earlier = find_by_id(list_of(old, "assignments"), id);
        double before = result_number(earlier, "score"), after = result_number(assignment, "score");
        bool same_status = earlier && strcmp(result_text(earlier, "status"),
                                             result_text(assignment, "status")) == 0;
        if (same_status && before == after)
            continue;
        moved++;
        printf("%s, %s: %g, now %g%s\n", student, id, before, after,
               same_source(old, new) ? "" : " (another commit)");
        tell_assignment(earlier, assignment);
    }
    return moved;
}

/* A submission that only one of the two has. */
static unsigned tell_alone(const cJSON *submission, const char *what)
{
    printf("%s: %s, %g points\n", result_text(submission, "id"), what,
           result_number(submission, "score"));
    return 1;
}

static unsigned tell_all(const cJSON *old, const cJSON *new)
{
    const cJSON *submission;
    unsigned moved = 0;
    cJSON_ArrayForEach (submission, list_of(new, "submissions")) {
        const cJSON *earlier =
            find_by_id(list_of(old, "submissions"), result_text(submission, "id"));
        moved += earlier ? tell_submission(earlier, submission) : tell_alone(submission, "new");
    }
    cJSON_ArrayForEach (submission, list_of(old, "submissions"))
        if (!find_by_id(list_of(new, "submissions"), result_text(submission, "id")))
            moved += tell_alone(submission, "gone");
    return moved;
}

int verb_diff(const struct settings *settings, struct error *err)
{
    cJSON *old = NULL, *new = NULL;
    int result = -1;
    if (results_read(settings->operands.items[0], &old, err) == 0 &&
        results_read(settings->operands.items[1], &new, err) == 0) {
        tell_circumstances(old, new);
        unsigned moved = tell_all(old, new);
        printf("%u grade%s moved\n", moved, moved == 1 ? "" : "s");
        result = moved ? EXIT_BELOW : EXIT_DONE;
    }
    cJSON_Delete(old);
    cJSON_Delete(new);
    return result;
}
