/* SPDX-License-Identifier: MIT */
#include "testbed.h"

#include "base/allocate.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder;
static char *source;
static const char *sources[1];
static struct recipe recipe;
static struct error err;

static void begin(void)
{
    folder = folder_enter();
    folder_put("a.c", "int main(void) { return 0; }\n");
    folder_put("b.h", "enum { B };\n");
    folder_put("c.txt", "no source\n");
    source = format_string("%s/a.c", folder);
    sources[0] = source;
    recipe = (struct recipe){.sources = {.items = sources, .count = 1},
                             .cflags = "-DX  -O1",
                             .libraries = "-lm rt",
                             .input = "",
                             .folder = "",
                             .faults = "none",
                             .fail_on = "deadlock,crash",
                             .exit_ok = "",
                             .steps = 100,
                             .tasks = 64};
    err = (struct error){0};
}

static void end(void)
{
    free(source);
    folder_leave();
}

TestSuite(testbed, .init = begin, .fini = end);

Test(testbed, a_source_comes_with_the_headers_beside_it)
{
    struct testbed testbed;
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    cr_assert_eq(testbed.program.count, 2);
    cr_expect_str_eq(testbed.program.files[0].path, "a.c");
    cr_expect_str_eq(testbed.program.files[1].path, "b.h");
    cr_expect_eq(testbed.flags.count, 2);
    cr_expect_str_eq(testbed.libraries.items[0], "m");
    cr_expect_str_eq(testbed.libraries.items[1], "rt");
    cr_expect_null(testbed.scenario.accepted, "every exit status is right");
    testbed_clear(&testbed);
}

Test(testbed, failures_that_count_are_checks_in_their_own_order)
{
    struct testbed testbed;
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    cr_assert_eq(testbed.check_count, 2);
    cr_expect_str_eq(testbed.checks[0].id, "crash");
    cr_expect_str_eq(testbed.checks[1].id, "deadlock");
    testbed_clear(&testbed);
}

Test(testbed, files_of_the_working_folder_are_read_whole)
{
    struct testbed testbed;
    char *given = format_string("%s/given", folder), *inner = format_string("%s/inner", given);
    cr_assert(mkdir(given, 0700) == 0 && mkdir(inner, 0700) == 0);
    folder_put("given/one", "1");
    folder_put("given/inner/two", "22");
    recipe.folder = given;
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    cr_assert_eq(testbed.file_count, 2);
    cr_expect_str_eq(testbed.files[0].path, "inner/two");
    cr_expect_eq(testbed.files[0].size, 2);
    cr_expect_str_eq(testbed.files[1].path, "one");
    testbed_clear(&testbed);
    free(given);
    free(inner);
}

static void expect_refused(const char *path, const char *why)
{
    struct testbed testbed;
    sources[0] = path;
    cr_expect_lt(testbed_load(&recipe, &testbed, &err), 0, "%s", path);
    cr_expect_eq(err.kind, ERROR_USAGE);
    cr_expect_not_null(strstr(err.message, why), "%s", err.message);
    testbed_clear(&testbed);
}

Test(testbed, only_regular_sources_are_read)
{
    char *text = format_string("%s/c.txt", folder), *link = format_string("%s/link.c", folder);
    cr_assert_eq(symlink("a.c", link), 0);
    expect_refused(text, "is no C source");
    expect_refused(link, "link.c");
    expect_refused("/nowhere/at/all.c", "/nowhere/at/all.c");
    free(text);
    free(link);
}

Test(testbed, a_failure_has_a_name_for_program_kind_and_schedule)
{
    struct testbed testbed;
    char first[FAILURE_ID_SIZE], second[FAILURE_ID_SIZE];
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    testbed_name_failure(&testbed, "crash", "0 1", first);
    testbed_name_failure(&testbed, "crash", "0 1", second);
    cr_expect_str_eq(first, second);
    testbed_name_failure(&testbed, "crash", "0 2", second);
    cr_expect_str_neq(first, second);
    testbed_clear(&testbed);
    recipe.faults = "skew";
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    testbed_name_failure(&testbed, "crash", "0 1", second);
    cr_expect_str_neq(first, second, "another circumstance is another failure");
    testbed_clear(&testbed);
}

Test(testbed, what_changed_since_a_report_is_named)
{
    struct testbed testbed;
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    cJSON *object = cJSON_CreateObject();
    testbed_add(object, &testbed);
    const cJSON *contents = cJSON_GetObjectItem(object, "contents");
    const char *digest = cJSON_GetObjectItem(object, "digest")->valuestring;
    cr_expect_null(testbed_changes(&testbed, contents, digest));
    char *other = testbed_changes(&testbed, contents, "other");
    cr_expect_str_eq(other, "what it reads");
    testbed_clear(&testbed);
    folder_put("b.h", "enum { C };\n");
    cr_assert_eq(testbed_load(&recipe, &testbed, &err), 0, "%s", err.message);
    char *changed = testbed_changes(&testbed, contents, digest);
    cr_expect_str_eq(changed, "b.h");
    testbed_clear(&testbed);
    free(changed);
    free(other);
    cJSON_Delete(object);
}
