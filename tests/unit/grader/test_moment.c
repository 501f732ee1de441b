/* SPDX-License-Identifier: MIT */
#include "moment.h"

#include <criterion/criterion.h>

Test(moment, forms_that_are_read)
{
    int64_t seconds = -1;
    cr_expect(moment_parse("1970-01-01T00:00:00Z", &seconds));
    cr_expect_eq(seconds, 0);
    cr_expect(moment_parse("2026-12-01T23:59:59+01:00", &seconds));
    cr_expect_eq(seconds, 1796165999);
    cr_expect(moment_parse("2026-12-01T17:29:59-05:30", &seconds));
    cr_expect_eq(seconds, 1796165999);
}

Test(moment, what_is_no_moment)
{
    static const char *const wrong[] = {
        "",
        "2026-12-01",
        "2026-12-01T23:59:59",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-12-01T24:00:00Z",
        "2026-12-01T23:59:59+1:00",
        "2026-12-01T23:59:59+25:00",
        "2026-12-01T23:59:59Z ",
        "2026-12-01 23:59:59Z",
    };
    int64_t seconds;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(moment_parse(wrong[i], &seconds), "%s", wrong[i]);
}

Test(moment, is_written_in_utc)
{
    char text[MOMENT_SIZE];
    moment_format(1796165999, text);
    cr_expect_str_eq(text, "2026-12-01T22:59:59Z");
    moment_format(INT64_MAX, text);
    cr_expect_str_eq(text, "@9223372036854775807");
}
