/* SPDX-License-Identifier: MIT */
/* What a submission holds for an assignment: where it may lie, what is taken, what is reported. */
#define _GNU_SOURCE
#include "handin.h"

#include "fixture.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static struct assignment assignment;
static struct handin handin;
static struct source source;

static void enter(void)
{
    source = (struct source){.folder = open(folder_enter(), O_RDONLY | O_DIRECTORY)};
    parse_spec(example_spec, &assignment);
}

static void leave(void)
{
    handin_clear(&handin);
    assignment_clear(&assignment);
    source_close(&source);
    folder_leave();
}

TestSuite(handin, .init = enter, .fini = leave);

static void collect(void)
{
    handin_clear(&handin);
    handin_collect(&source, &assignment, &handin);
}

Test(handin, nothing_is_absent_not_only_missing)
{
    collect();
    cr_expect_not(handin.present);
    cr_expect_eq(handin.count, 0);
    cr_expect_str_eq(handin.problem, "demo.c is not there");
}

Test(handin, required_and_allowed_files_are_taken_in_order)
{
    folder_put("demo.c", "main");
    folder_put("z.h", "z");
    folder_put("a.h", "a");
    folder_put("Makefile", "rm -rf /");
    collect();
    cr_expect(handin.present);
    cr_expect_null(handin.problem);
    cr_assert_eq(handin.count, 3);
    cr_expect_str_eq(handin.files[0].path, "a.h");
    cr_expect_str_eq(handin.files[1].path, "demo.c");
    cr_expect_str_eq(handin.files[2].path, "z.h");
    cr_expect_not(handin.files[1].trusted);
}

Test(handin, the_assignments_folder_goes_first)
{
    folder_put("demo.c", "top");
    mkdirat(source.folder, "demo", 0700);
    collect();
    cr_expect_str_eq(handin_file(&handin, "demo.c")->data, "top");
    folder_put("demo/demo.c", "inner");
    collect();
    cr_expect_str_eq(handin_file(&handin, "demo.c")->data, "inner");
}

Test(handin, a_link_is_there_but_not_usable)
{
    symlinkat("/etc/passwd", source.folder, "demo.c");
    symlinkat("/etc/passwd", source.folder, "a.h");
    collect();
    cr_expect(handin.present);
    cr_expect_eq(handin.count, 0);
    cr_expect_not_null(strstr(handin.problem, "symbolic link"));
}

Test(handin, provided_files_take_the_place_of_a_students)
{
    struct source_file *provided = assignment.provided;
    struct source_file header = {.path = "demo.h", .data = strdup("ours"), .size = 4};
    provided = realloc(provided, 2 * sizeof *provided);
    assignment.provided = provided;
    provided[0] = header;
    assignment.provided_count = 1;
    folder_put("demo.c", "main");
    folder_put("demo.h", "theirs");
    collect();
    cr_assert_eq(handin.count, 2);
    cr_assert_eq(handin.files[1].size, 4);
    cr_expect_arr_eq(handin.files[1].data, "ours", 4);
    cr_expect(handin.files[1].trusted);
    cr_expect_null(handin_file(&handin, "demo.h"));
}

Test(handin, the_digest_is_of_names_and_contents)
{
    char first[DIGEST_SIZE];
    folder_put("demo.c", "main");
    collect();
    memcpy(first, handin.digest, sizeof first);
    folder_put("other.txt", "no matter");
    collect();
    cr_expect_str_eq(handin.digest, first);
    folder_put("x.h", "");
    collect();
    cr_expect_str_neq(handin.digest, first);
}
