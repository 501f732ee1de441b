/* SPDX-License-Identifier: MIT */
/* From the reports of several scenarios to one verdict per check. Pure. */
#ifndef GRADER_JUDGE_H
#define GRADER_JUDGE_H

#include "graded.h"

/* The checks of an assignment that apply to a scenario, in the assignment's order. */
struct selection {
    struct oracle_check *oracles;
    size_t *indices; /* into the assignment's checks */
    size_t count;
};

void selection_make(const struct assignment *assignment, size_t scenario,
                    struct selection *selection);
void selection_clear(struct selection *selection);

/* Leaves out what has failed in an earlier scenario: it stays failed, whatever else is seen. */
void selection_drop_failed(struct selection *selection, const struct graded_assignment *graded);

/* Adds the report of one scenario, taking its failures, messages and findings out of it. Scenarios
 * come in the assignment's order: the first failure of a check is the one reported. */
void judge_add(struct graded_assignment *graded, size_t scenario, const struct selection *selection,
               struct experiment_report *report);

/* Names the failures and adds the hints, once all scenarios are in. `handin_digest` is the
 * student's part of the failures' names. */
void judge_finish(struct graded_assignment *graded, const char *handin_digest);

/* The name of a failure: the same for the same files, assignment, check, scenario and schedule. */
void judge_name_failure(const char *handin_digest, const struct assignment *assignment,
                        const char *check, const char *scenario, const char *schedule,
                        char id[FAILURE_ID_SIZE]);

/* What is told of a failed check (NULL: of no check): printable; of a visible one with the reason,
 * the hint and the place in the lecture. free() it. */
char *judge_message(const char *message, const struct check *check);

#endif
