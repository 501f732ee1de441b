/* SPDX-License-Identifier: MIT */
#include "graded.h"

#include "base/allocate.h"

#include <stdlib.h>
#include <string.h>

static const char *const verdicts[] = {"pass", "fail", "inconclusive", "skipped", "error"};
static const char *const statuses[] = {"graded", "missing", "build_failed", "error"};

const char *verdict_name(enum check_verdict verdict)
{
    return verdicts[verdict];
}

const char *status_name(enum assignment_status status)
{
    return statuses[status];
}

void graded_assignment_begin(struct graded_assignment *graded, const struct assignment *assignment)
{
    *graded = (struct graded_assignment){.assignment = assignment};
    graded->checks = allocate(assignment->check_count * sizeof *graded->checks);
    for (size_t i = 0; i < assignment->check_count; i++)
        graded->checks[i] = (struct graded_check){.check = &assignment->checks[i],
                                                  .verdict = VERDICT_SKIPPED,
                                                  .evidence.preemption_bound = -1};
}

void graded_assignment_stop(struct graded_assignment *graded, enum assignment_status status,
                            const char *message)
{
    graded->status = status;
    free(graded->message);
    graded->message = copy_string(message);
    graded->score = graded->penalty = 0;
    for (size_t i = 0; i < graded->assignment->check_count; i++) {
        struct graded_check *check = &graded->checks[i];
        check->verdict = status == STATUS_ERROR ? VERDICT_ERROR : VERDICT_SKIPPED;
        check->earned = 0;
        free(check->message);
        check->message = copy_string(message);
    }
}

static void failure_free(struct failure_record *failure)
{
    if (!failure)
        return;
    free(failure->schedule);
    run_clear(&failure->run);
    free(failure);
}

void graded_assignment_clear(struct graded_assignment *graded)
{
    for (size_t i = 0; graded->checks && i < graded->assignment->check_count; i++) {
        struct graded_check *check = &graded->checks[i];
        free(check->message);
        free(check->evidence.statement);
        failure_free(check->failure);
    }
    for (size_t i = 0; i < graded->finding_count; i++) {
        free(graded->findings[i].kind);
        free(graded->findings[i].message);
    }
    free(graded->checks);
    free(graded->findings);
    free(graded->message);
    build_result_clear(&graded->build);
    program_free(graded->program);
    *graded = (struct graded_assignment){0};
}

void graded_submission_clear(struct graded_submission *graded)
{
    for (size_t i = 0; i < graded->assignment_count; i++)
        graded_assignment_clear(&graded->assignments[i]);
    free(graded->assignments);
    free(graded->message);
    *graded = (struct graded_submission){0};
}

void failure_id_of(const struct text *key, char id[FAILURE_ID_SIZE])
{
    char digest[DIGEST_SIZE];
    object_digest(key->data, key->length, digest);
    memcpy(id, digest, FAILURE_ID_SIZE - 1);
    id[FAILURE_ID_SIZE - 1] = '\0';
}
