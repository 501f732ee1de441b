/* SPDX-License-Identifier: MIT */
#include "score.h"

#include "fixture.h"

#include <criterion/criterion.h>

static struct assignment assignment;
static struct graded_assignment graded;

static void open_example(void)
{
    parse_spec(example_spec, &assignment);
    graded_assignment_begin(&graded, &assignment);
}

static void close_example(void)
{
    graded_assignment_clear(&graded);
    assignment_clear(&assignment);
}

static void give(enum check_verdict a, enum check_verdict b, enum check_verdict c)
{
    graded.checks[0].verdict = a;
    graded.checks[1].verdict = b;
    graded.checks[2].verdict = c;
}

TestSuite(score, .init = open_example, .fini = close_example);

Test(score, only_a_pass_earns)
{
    give(VERDICT_PASS, VERDICT_INCONCLUSIVE, VERDICT_FAIL);
    score_assignment(&graded, 0);
    cr_expect_float_eq(graded.score, 60, 1e-9);
    cr_expect_float_eq(graded.checks[0].earned, 60, 1e-9);
    cr_expect_float_eq(graded.checks[1].earned, 0, 1e-9);
    cr_expect_float_eq(graded.penalty, 0, 1e-9);
}

Test(score, begun_days_cost_a_share_of_what_was_earned)
{
    give(VERDICT_PASS, VERDICT_PASS, VERDICT_FAIL);
    score_assignment(&graded, 1);
    cr_expect_float_eq(graded.penalty, 9, 1e-9);
    cr_expect_float_eq(graded.score, 81, 1e-9);
    score_assignment(&graded, 24 * 60 * 60);
    cr_expect_float_eq(graded.penalty, 9, 1e-9);
    score_assignment(&graded, 24 * 60 * 60 + 1);
    cr_expect_float_eq(graded.penalty, 18, 1e-9);
}

Test(score, a_penalty_never_takes_more_than_there_is)
{
    give(VERDICT_PASS, VERDICT_FAIL, VERDICT_FAIL);
    score_assignment(&graded, INT64_C(1000) * 24 * 60 * 60);
    cr_expect_float_eq(graded.score, 0, 1e-9);
    cr_expect_float_eq(graded.penalty, 60, 1e-9);
}

Test(score, lateness_and_cutoff)
{
    cr_expect_eq(score_late_seconds(&assignment, assignment.deadline), 0);
    cr_expect_eq(score_late_seconds(&assignment, assignment.deadline - 5), 0);
    cr_expect_eq(score_late_seconds(&assignment, assignment.deadline + 5), 5);
    cr_expect_eq(score_cutoff(&assignment), assignment.deadline + 3 * 24 * 60 * 60);
    assignment.has_deadline = false;
    cr_expect_eq(score_cutoff(&assignment), INT64_MAX);
    cr_expect_eq(score_late_seconds(&assignment, INT64_MAX), 0);
}
