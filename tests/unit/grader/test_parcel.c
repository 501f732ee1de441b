/* SPDX-License-Identifier: MIT */
/* A build that was packed comes out as it went in, and a parcel that lost its end is refused. */
#include "parcel.h"

#include "base/scope.h"

#include <criterion/criterion.h>
#include <string.h>

static struct diagnostic rows[] = {
    {.file = (char *)"a.c",
     .line = 7,
     .column = 3,
     .severity = (char *)"error",
     .message = (char *)"no such thing"},
    {.file = NULL, .severity = (char *)"warning", .message = (char *)""},
};

static const struct build_result failed = {.reason = (char *)"it doesn't compile",
                                           .diagnostics = rows,
                                           .diagnostic_count = 2,
                                           .diagnostics_truncated = true};

static const struct build_result built = {
    .ok = true, .program = (char *)"\177ELF\0\1", .program_size = 6, .is_static = true};

static struct text pack(const struct build_result *build)
{
    struct text parcel = {0};
    parcel_pack(build, &parcel);
    return parcel;
}

Test(parcel, keeps_a_program)
{
    cleanup_with(text_free) struct text parcel = pack(&built);
    cleanup_with(build_result_clear) struct build_result again;
    struct error err;
    cr_assert_eq(parcel_open(&parcel, &again, &err), 0);
    cr_expect(again.ok && again.is_static && !again.diagnostics_truncated);
    cr_expect_eq(again.program_size, 6);
    cr_expect_arr_eq(again.program, built.program, 6);
    cr_expect_null(again.reason);
    cr_expect_eq(again.diagnostic_count, 0);
}

Test(parcel, keeps_what_the_compiler_said)
{
    cleanup_with(text_free) struct text parcel = pack(&failed);
    cleanup_with(build_result_clear) struct build_result again;
    struct error err;
    cr_assert_eq(parcel_open(&parcel, &again, &err), 0);
    cr_expect(!again.ok && again.diagnostics_truncated);
    cr_expect_str_eq(again.reason, "it doesn't compile");
    cr_expect_null(again.program);
    cr_assert_eq(again.diagnostic_count, 2);
    cr_expect_str_eq(again.diagnostics[0].file, "a.c");
    cr_expect(again.diagnostics[0].line == 7 && again.diagnostics[0].column == 3);
    cr_expect_str_eq(again.diagnostics[0].message, "no such thing");
    cr_expect_null(again.diagnostics[1].file);
    cr_expect_str_eq(again.diagnostics[1].message, "");
}

Test(parcel, that_was_cut_off_is_refused)
{
    cleanup_with(text_free) struct text parcel = pack(&failed);
    size_t whole = parcel.length;
    struct build_result again;
    struct error err;
    for (parcel.length = 0; parcel.length < whole; parcel.length++)
        cr_expect_lt(parcel_open(&parcel, &again, &err), 0, "%zu of %zu bytes", parcel.length,
                     whole);
}
