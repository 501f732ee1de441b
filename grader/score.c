/* SPDX-License-Identifier: MIT */
/* A check is all or nothing; nothing but a pass earns. Days are counted as begun ones, and the
 * penalty is a share of what was earned, so lateness alone never turns a score negative. Scores are
 * rounded to hundredths: the same on every machine, whatever order its arithmetic takes. */
#include "score.h"

#include <math.h>

enum { DAY = 24 * 60 * 60 };

static double round_score(double score)
{
    return round(score * 100) / 100;
}

void score_assignment(struct graded_assignment *graded, int64_t late_seconds)
{
    const struct assignment *assignment = graded->assignment;
    double earned = 0;
    for (size_t i = 0; i < assignment->check_count; i++) {
        struct graded_check *check = &graded->checks[i];
        check->earned = check->verdict == VERDICT_PASS ? check->check->points : 0;
        earned += check->earned;
    }
    double days = ceil((double)late_seconds / DAY);
    double share = fmin(days * assignment->late.penalty_per_day / 100, 1);
    graded->penalty = round_score(earned * share);
    graded->score = round_score(earned - graded->penalty);
}

int64_t score_late_seconds(const struct assignment *assignment, int64_t time)
{
    bool is_late = assignment->has_deadline && time > assignment->deadline;
    return is_late ? time - assignment->deadline : 0;
}

int64_t score_cutoff(const struct assignment *assignment)
{
    if (!assignment->has_deadline)
        return INT64_MAX;
    return assignment->deadline + (int64_t)assignment->late.accept_days * DAY;
}
