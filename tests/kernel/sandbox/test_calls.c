/* SPDX-License-Identifier: MIT */
/* The loaded filter against the table, with real system calls: what the table schedules arrives as
 * a notification, what it denies fails with its errno, what it allows does neither. */
#include "box.h"

#include <signal.h>
#include <stdlib.h>

static void check(const char *verb)
{
    struct sandbox *sandbox = box_open(verb);
    box_serve_denying(sandbox);
    char *findings = box_stream(sandbox, 2);
    cr_expect_str_eq(findings, "done\n");
    free(findings);
    sandbox_close(sandbox);
}

Test(calls, agree_with_the_table, .timeout = 30)
{
    check("table");
}

Test(calls, agree_around_every_condition, .timeout = 30)
{
    check("conditions");
}

Test(calls, of_foreign_abis_kill)
{
    static const char *const verbs[] = {"foreign-abi", "x32"};
    for (int i = 0; i < 2; i++) {
        struct sandbox_outcome outcome;
        box_run(verbs[i], (struct limits){0}, &outcome);
        cr_expect_eq(outcome.end, SANDBOX_SIGNALLED, "%s: %s", verbs[i], outcome.output);
        /* A kernel without i386 support ends it before the filter can. */
        cr_expect(outcome.status == SIGSYS || outcome.status == SIGSEGV);
        sandbox_outcome_clear(&outcome);
    }
}
