/* SPDX-License-Identifier: MIT */
/* The verb diff: which grades moved between two results, and why. A grade moves because a check's
 * verdict, a status or the penalty did; and that may be because the files, the assignment or
 * mpgrade changed: so these are said too. Status 0: no grade moved; 1: some did. */
#include "record.h"
#include "result.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

static void tell_circumstances(const cJSON *old, const cJSON *new)
{
    const char *before = result_text(result_member(old, "tool"), "version");
    const char *after = result_text(result_member(new, "tool"), "version");
    const cJSON *assignment;
    if (strcmp(before, after) != 0)
        printf("mpgrade: version %s, now %s\n", before, after);
    cJSON_ArrayForEach (assignment, result_member(new, "assignments")) {
        const char *id = result_text(assignment, "id");
        const cJSON *earlier = result_find(result_member(old, "assignments"), id);
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
    cJSON_ArrayForEach (check, result_member(new, "checks"))
        tell_check(check, result_find(result_member(old, "checks"), result_text(check, "id")));
}

static bool same_source(const cJSON *old, const cJSON *new)
{
    const cJSON *a = result_member(old, "source"), *b = result_member(new, "source");
    return strcmp(result_text(a, "commit"), result_text(b, "commit")) == 0;
}

/* Tells the assignments of a submission whose grade moved; how many did. */
static unsigned tell_submission(const cJSON *old, const cJSON *new)
{
    const cJSON *assignment;
    const char *student = result_text(new, "id");
    unsigned moved = 0;
    cJSON_ArrayForEach (assignment, result_member(new, "assignments")) {
        const char *id = result_text(assignment, "id");
        const cJSON *earlier = result_find(result_member(old, "assignments"), id);
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
    cJSON_ArrayForEach (submission, result_member(new, "submissions")) {
        const cJSON *earlier =
            result_find(result_member(old, "submissions"), result_text(submission, "id"));
        moved += earlier ? tell_submission(earlier, submission) : tell_alone(submission, "new");
    }
    cJSON_ArrayForEach (submission, result_member(old, "submissions"))
        if (!result_find(result_member(new, "submissions"), result_text(submission, "id")))
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
