/* SPDX-License-Identifier: MIT */
/* What proves an assignment, and what doesn't. */
#include "variant.h"

#include "base/scope.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct assignment assignment;

static void open_example(void)
{
    parse_spec(example_spec, &assignment);
}

static void close_example(void)
{
    assignment_clear(&assignment);
}

TestSuite(variant, .init = open_example, .fini = close_example);

/* Letters of the three checks: F failed, . passed, anything else neither. */
static char *compare(enum variant_kind kind, const char *fails, const char *may, const char *seen)
{
    bool marks[4][3];
    for (int i = 0; i < 3; i++) {
        marks[0][i] = fails[i] == 'x';
        marks[1][i] = may[i] == 'x';
        marks[2][i] = seen[i] == 'F';
        marks[3][i] = seen[i] == '.';
    }
    const struct variant variant = {.kind = kind, .fails = marks[0], .may_fail = marks[1]};
    return variant_compare(&variant, &assignment, marks[2], marks[3]);
}

static void expect(enum variant_kind kind, const char *fails, const char *may, const char *seen,
                   const char *problem)
{
    cleanup_free char *said = compare(kind, fails, may, seen);
    if (problem)
        cr_expect_str_eq(said ? said : "(nothing)", problem);
    else
        cr_expect_null(said, "%s", said);
}

Test(variant, right_ones_pass_everything)
{
    expect(VARIANT_RIGHT, "   ", "   ", "...", NULL);
    expect(VARIANT_RIGHT, "   ", "   ", ".F?", "is right, but doesn't pass b, c");
}

Test(variant, wrong_ones_are_caught_by_what_they_name)
{
    expect(VARIANT_WRONG, "xx ", "  x", ".FF", NULL);
    expect(VARIANT_WRONG, "x  ", " x ", ".F.", "is not caught by any check that it names");
    expect(VARIANT_WRONG, "x  ", "   ", "FF.", "fails what it may not: b");
    expect(VARIANT_WRONG, "x  ", "   ", "..F",
           "fails what it may not: c; is not caught by any check that it names");
}

Test(variant, a_starter_must_leave_something_to_do)
{
    expect(VARIANT_STARTER, "   ", "   ", ".F.", NULL);
    expect(VARIANT_STARTER, "   ", "   ", "...", "the starter earns full marks");
}

Test(variant, equivalence_may_hold_in_one_line_only)
{
    struct equivalent said[] = {{(char *)"drop-join", (char *)"join()", (char *)"one", 7},
                                {(char *)"drop-close", (char *)"shut()", (char *)"all", 0}};
    const struct equivalents equivalents = {said, 2, 2};
    const struct mutant there = {.rule = "drop-join", .code = (char *)"join()", .line = 7};
    const struct mutant elsewhere = {.rule = "drop-join", .code = (char *)"join()", .line = 8};
    const struct mutant anywhere = {.rule = "drop-close", .code = (char *)"shut()", .line = 8};
    cr_expect_str_eq(equivalents_find(&equivalents, &there), "one");
    cr_expect_eq(equivalents_find(&equivalents, &elsewhere), NULL);
    cr_expect_str_eq(equivalents_find(&equivalents, &anywhere), "all");
}
