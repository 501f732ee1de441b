/* SPDX-License-Identifier: MIT */
/* Points: what checks earn, and what being late costs. Pure. */
#ifndef GRADER_SCORE_H
#define GRADER_SCORE_H

#include "graded.h"

/* Fills earned of every check, and score and penalty, from the verdicts. */
void score_assignment(struct graded_assignment *graded, int64_t late_seconds);

/* Seconds by which a commit of this time is late: never negative. */
int64_t score_late_seconds(const struct assignment *assignment, int64_t time);

/* The latest moment whose commit is taken; INT64_MAX without a deadline. */
int64_t score_cutoff(const struct assignment *assignment);

#endif
