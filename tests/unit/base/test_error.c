/* SPDX-License-Identifier: MIT */
/* Errors as values: what they say, how they nest, which exit status they mean. */
#include "base/error.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

Test(error, set_fills_and_returns_a_negative_value)
{
    struct error err = {0};
    cr_assert_lt(error_set(&err, ERROR_USAGE, "no file %s", "ticket.c"), 0);
    cr_expect_eq(err.kind, ERROR_USAGE);
    cr_expect_str_eq(err.message, "no file ticket.c");
}

Test(error, errno_is_named_and_internal)
{
    struct error err = {0};
    errno = ENOENT;
    cr_assert_lt(error_errno(&err, "open %s", "tickets.txt"), 0);
    cr_expect_eq(err.kind, ERROR_INTERNAL);
    cr_expect_str_eq(err.message, "open tickets.txt: No such file or directory");
}

Test(error, wrapping_keeps_the_kind)
{
    struct error err = {0};
    error_set(&err, ERROR_MACHINE, "no user namespaces");
    cr_assert_lt(error_wrap(&err, "sandbox %d", 2), 0);
    cr_expect_eq(err.kind, ERROR_MACHINE);
    cr_expect_str_eq(err.message, "sandbox 2: no user namespaces");
}

Test(error, a_message_too_long_is_cut)
{
    struct error err = {0};
    char text[2 * sizeof err.message];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    error_set(&err, ERROR_INTERNAL, "%s", text);
    cr_expect_eq(strlen(err.message), sizeof err.message - 1);
    error_wrap(&err, "while testing");
    cr_expect_eq(strlen(err.message), sizeof err.message - 1);
    cr_expect_eq(strncmp(err.message, "while testing: xx", 17), 0);
    errno = EPERM;
    error_errno(&err, "%s", text);
    cr_expect_eq(strlen(err.message), sizeof err.message - 1);
}

Test(error, each_kind_has_its_exit_status)
{
    cr_expect_eq(error_exit_status(ERROR_NONE), 0);
    cr_expect_eq(error_exit_status(ERROR_USAGE), 2);
    cr_expect_eq(error_exit_status(ERROR_MACHINE), 3);
    cr_expect_eq(error_exit_status(ERROR_INTERNAL), 4);
}
