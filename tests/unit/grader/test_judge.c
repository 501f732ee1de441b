/* SPDX-License-Identifier: MIT */
/* Merging the scenarios of a check: in every order of verdicts the worst one counts, and evidence
 * never claims more than holds everywhere. */
#include "judge.h"

#include "base/allocate.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

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

TestSuite(judge, .init = open_example, .fini = close_example);

static void set_report(struct check_report *report, enum check_state state, const char *message)
{
    *report = (struct check_report){.state = state};
    report->message = message ? copy_string(message) : NULL;
    report->evidence = (struct evidence){.schedules = 10,
                                         .exhaustive = true,
                                         .preemption_bound = 2,
                                         .strategy = "pct",
                                         .statement = copy_string("ten")};
    if (state == CHECK_FAIL) {
        report->evidence.first_failure = 4;
        report->failure = allocate(sizeof *report->failure);
        report->failure->schedule = copy_string("0*3 1");
    }
}

/* Adds a scenario in which check a has this verdict and the others pass. */
static void add(size_t scenario, enum check_state state, const char *message)
{
    struct selection selection;
    selection_make(&assignment, scenario, &selection);
    struct check_report reports[3];
    for (size_t i = 0; i < selection.count; i++)
        set_report(&reports[i], i ? CHECK_PASS : state, i ? NULL : message);
    struct experiment_report report = {
        .checks = reports, .check_count = selection.count, .schedules = 10, .peak_memory = 5};
    judge_add(&graded, scenario, &selection, &report);
    for (size_t i = 0; i < selection.count; i++) {
        free(reports[i].message);
        free(reports[i].evidence.statement);
        cr_expect_null(reports[i].failure);
    }
    selection_clear(&selection);
}

Test(judge, a_check_applies_where_it_says)
{
    struct selection selection;
    selection_make(&assignment, 0, &selection);
    cr_assert_eq(selection.count, 2);
    cr_expect_str_eq(selection.oracles[0].id, "a");
    cr_expect_str_eq(selection.oracles[1].id, "c");
    cr_expect_eq(selection.indices[1], 2);
    selection_clear(&selection);
}

Test(judge, a_check_that_failed_is_not_judged_again)
{
    struct selection selection;
    add(0, CHECK_FAIL, "first");
    selection_make(&assignment, 0, &selection);
    selection_drop_failed(&selection, &graded);
    cr_assert_eq(selection.count, 1);
    cr_expect_str_eq(selection.oracles[0].id, "c");
    cr_expect_eq(selection.indices[0], 2);
    selection_clear(&selection);
    selection_make(&assignment, 1, &selection);
    selection_drop_failed(&selection, &graded);
    cr_assert_eq(selection.count, 2);
    cr_expect_str_eq(selection.oracles[0].id, "b");
    selection_clear(&selection);
}

Test(judge, passes_add_up)
{
    add(0, CHECK_PASS, NULL);
    add(1, CHECK_PASS, NULL);
    judge_finish(&graded, "digest");
    const struct evidence *evidence = &graded.checks[0].evidence;
    cr_expect_eq(graded.checks[0].verdict, VERDICT_PASS);
    cr_expect_eq(evidence->schedules, 20);
    cr_expect_eq(evidence->first_failure, 0);
    cr_expect(evidence->exhaustive);
    cr_expect_str_eq(evidence->statement, "one: ten; two: ten");
    cr_expect_str_eq(graded.checks[1].evidence.statement, "ten");
    cr_expect_null(graded.checks[0].message);
    cr_expect_eq(graded.usage.schedules, 20);
}

Test(judge, a_failure_of_any_scenario_fails)
{
    add(0, CHECK_INCONCLUSIVE, "unknown");
    add(1, CHECK_FAIL, "sold \x1b[1mtwice");
    judge_finish(&graded, "digest");
    const struct graded_check *check = &graded.checks[0];
    cr_expect_eq(check->verdict, VERDICT_FAIL);
    cr_expect_str_eq(check->message, "sold \\x1b[1mtwice (hint: Look.)");
    cr_expect_eq(check->evidence.first_failure, 14);
    cr_expect_str_eq(check->scenario->id, "two");
    cr_expect_eq(strlen(check->failure_id), 12);
}

Test(judge, the_first_failure_is_the_one_reported)
{
    add(0, CHECK_FAIL, "first");
    struct failure_record *first = graded.checks[0].failure;
    struct selection selection;
    selection_make(&assignment, 1, &selection);
    struct check_report second;
    set_report(&second, CHECK_PASS, NULL);
    struct experiment_report report = {.checks = &second, .check_count = 1};
    judge_add(&graded, 1, &selection, &report);
    free(second.evidence.statement);
    selection_clear(&selection);
    judge_finish(&graded, "digest");
    cr_expect_eq(graded.checks[0].failure, first);
    cr_expect_eq(graded.checks[0].verdict, VERDICT_FAIL);
    cr_expect_str_eq(graded.checks[0].scenario->id, "one");
}

/* Adds a report for check a with this evidence. */
static void add_evidence(bool exhaustive, long bound, const char *strategy)
{
    size_t index = 0;
    const struct selection selection = {.indices = &index, .count = 1};
    struct check_report check;
    set_report(&check, CHECK_PASS, NULL);
    check.evidence.exhaustive = exhaustive;
    check.evidence.preemption_bound = bound;
    snprintf(check.evidence.strategy, sizeof check.evidence.strategy, "%s", strategy);
    struct experiment_report report = {.checks = &check, .check_count = 1};
    judge_add(&graded, 0, &selection, &report);
    free(check.evidence.statement);
}

Test(judge, evidence_claims_only_what_holds_everywhere)
{
    const struct evidence *evidence = &graded.checks[0].evidence;
    add_evidence(true, 3, "bounded");
    cr_expect(evidence->exhaustive);
    cr_expect_eq(evidence->preemption_bound, 3);
    cr_expect_str_eq(evidence->strategy, "bounded");
    add_evidence(false, 2, "bounded");
    cr_expect_not(evidence->exhaustive);
    cr_expect_eq(evidence->preemption_bound, 2);
    add_evidence(true, -1, "pct");
    cr_expect_not(evidence->exhaustive);
    cr_expect_eq(evidence->preemption_bound, -1, "a scenario without a bound leaves none");
    cr_expect_str_eq(evidence->strategy, "several");
}

Test(judge, names_of_failures_depend_on_all_that_made_them)
{
    char ids[6][FAILURE_ID_SIZE];
    judge_name_failure("d", &assignment, "a", "one", "0 1", ids[0]);
    judge_name_failure("e", &assignment, "a", "one", "0 1", ids[1]);
    judge_name_failure("d", &assignment, "b", "one", "0 1", ids[2]);
    judge_name_failure("d", &assignment, "a", "two", "0 1", ids[3]);
    judge_name_failure("d", &assignment, "a", "one", "0 2", ids[4]);
    judge_name_failure("d", &assignment, "a", "one", "0 1", ids[5]);
    for (int i = 1; i < 5; i++)
        cr_expect_str_neq(ids[0], ids[i]);
    cr_expect_str_eq(ids[0], ids[5]);
}

static struct finding make_finding(const char *kind, const char *message)
{
    return (struct finding){.kind = copy_string(kind), .message = copy_string(message)};
}

Test(judge, findings_are_sorted_and_said_once)
{
    struct finding findings[] = {make_finding("zombie", "m"), make_finding("data-race", "x"),
                                 make_finding("data-race", "a"), make_finding("zombie", "m")};
    struct selection none = {0};
    struct experiment_report report = {.findings = findings, .finding_count = 4};
    judge_add(&graded, 0, &none, &report);
    cr_assert_eq(graded.finding_count, 3);
    cr_expect_str_eq(graded.findings[0].message, "a");
    cr_expect_str_eq(graded.findings[1].message, "x");
    cr_expect_str_eq(graded.findings[2].kind, "zombie");
    for (int i = 0; i < 4; i++) {
        free(findings[i].kind);
        free(findings[i].message);
    }
}
