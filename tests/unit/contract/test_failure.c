/* SPDX-License-Identifier: MIT */
/* The kinds of failure, whose names are part of results.json: they are fixed here once more. */
#include "contract/failure.h"

#include <criterion/criterion.h>
#include <string.h>

Test(failure, names_are_those_of_the_results_format)
{
    static const char *const names[FAILURE_COUNT] = {
        "assertion", "deadlock", "livelock", "race", "crash", "leak", "limit", "timeout",
    };
    for (int i = 0; i < FAILURE_COUNT; i++) {
        cr_expect_str_eq(failure_name((enum failure_kind)i), names[i]);
        cr_expect_eq(failure_from_name(names[i]), i);
        cr_expect_gt(strlen(failure_title((enum failure_kind)i)), 0);
    }
}

Test(failure, an_unknown_name_has_no_kind)
{
    cr_expect_eq(failure_from_name("bad-luck"), -1);
}
