/* SPDX-License-Identifier: MIT */
/* Grades a list of submissions into an output folder. */
#ifndef GRADER_CLASS_H
#define GRADER_CLASS_H

#include "grading.h"
#include "options.h"
#include "submission.h"

#include <cjson/cJSON.h>

/* What both verbs that grade need first: the assignments, in the order that errors are to be told
 * (spec before machine), and the plan over them. */
struct ground {
    struct assignments assignments;
    struct submissions submissions;
    struct plan plan;
};

/* Loads the assignments that the settings name. */
MUST_CHECK int ground_load(const struct settings *settings, struct ground *ground,
                           struct error *err);

/* Once submissions are found: makes sure that this machine can grade, and loads the oracles. */
MUST_CHECK int ground_ready(struct ground *ground, struct error *err);
void ground_clear(struct ground *ground);

/* Grades all submissions, each one's record durable as soon as it is there, and writes
 * results.json; *whole is its content. */
MUST_CHECK int class_grade(const struct settings *settings, const struct ground *ground,
                           cJSON **whole, struct error *err);

#endif
