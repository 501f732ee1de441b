/* SPDX-License-Identifier: MIT */
/* results.json, as values: docs/results-format.md. Pure; keys in the documented order. */
#ifndef GRADER_RESULT_H
#define GRADER_RESULT_H

#include "graded.h"

#include <cjson/cJSON.h>

/* One element of `submissions`. */
cJSON *result_submission(const struct graded_submission *graded);

/* The element for a submission whose grading came to nothing: every assignment has the status
 * `error` with this message. */
cJSON *result_lost_submission(const struct submission *submission,
                              const struct assignments *assignments, const char *message);

/* The whole file, from its submissions (an array, taken over). */
cJSON *result_whole(const struct assignments *assignments, cJSON *submissions);

/* The same from the submissions (an array, taken over) of several documents that have tool and
 * assignments in common with `part`. */
cJSON *result_join(const cJSON *part, cJSON *submissions);

/* Whether some assignment of a submission has this status. */
bool result_has_status(const cJSON *submission, enum assignment_status status);

/* Score of a submission in percent; 0 when there was nothing to earn. */
double result_percent(const cJSON *submission);

/* A member of an object, NULL when it isn't there; the element of a list with this id. */
const cJSON *result_member(const cJSON *object, const char *key);
const cJSON *result_find(const cJSON *list, const char *id);

/* A member of an object as text, "" when it isn't there. */
const char *result_text(const cJSON *object, const char *key);
double result_number(const cJSON *object, const char *key);

#endif
