/* SPDX-License-Identifier: MIT */
/* Why a tool failed, told from what the kernel knows before what the tool says. */
#include "build/toolchain.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *excuse(enum sandbox_end end, int status, const char *said)
{
    struct sandbox_outcome outcome = {.end = end, .status = status};
    return toolchain_excuse(&outcome, said);
}

Test(toolchain, success_needs_no_excuse)
{
    cr_expect_null(excuse(SANDBOX_EXITED, 0, "warning: out of memory is a fine name"));
    cr_expect_null(excuse(SANDBOX_EXITED, 1, "a.c: an error like any other"));
}

Test(toolchain, limits_are_named)
{
    cr_expect_not_null(strstr(excuse(SANDBOX_CPU_LIMIT, 1, ""), "20 seconds"));
    cr_expect_not_null(strstr(excuse(SANDBOX_MEMORY_LIMIT, 1, ""), "1 GiB"));
    cr_expect_not_null(strstr(excuse(SANDBOX_OUTPUT_LIMIT, 1, ""), "1 MiB"));
    cr_expect_not_null(
        strstr(excuse(SANDBOX_EXITED, 1, "cc1: out of memory allocating 8 bytes"), "1 GiB"));
}

Test(toolchain, crashes_are_named)
{
    cr_expect_not_null(strstr(excuse(SANDBOX_SIGNALLED, 11, ""), "crashed"));
    cr_expect_not_null(strstr(
        excuse(SANDBOX_EXITED, 4, "gcc: internal compiler error: Segmentation fault"), "crashed"));
}
