/* SPDX-License-Identifier: MIT */
/* What linkers print, in the words of a student; samples of bfd and gold. */
#include "build/linkage.h"

#include <criterion/criterion.h>
#include <string.h>

static struct diagnostics list;

static void destroy(void)
{
    diagnostics_clear(&list);
}

TestSuite(linkage, .fini = destroy);

static const struct diagnostic *read_one(const char *output)
{
    linkage_read(&list, output, strlen(output));
    cr_assert_eq(list.count, 1);
    cr_expect_str_eq(list.rows[0].severity, "error");
    return &list.rows[0];
}

Test(linkage, bfd_undefined)
{
    const struct diagnostic *row =
        read_one("/usr/bin/ld: ok.o: in function `main':\n"
                 "/task/./ok.c:5: undefined reference to `helper'\ncollect2: error: ld returned\n");
    cr_expect_str_eq(row->message, "there is no definition of helper");
    cr_expect_str_eq(row->file, "ok.c");
    cr_expect_eq(row->line, 5);
}

Test(linkage, bfd_twice)
{
    const struct diagnostic *row =
        read_one("/usr/bin/ld: ./b.o:/task/./b.c:1: multiple definition of `helper'; "
                 "./a.o:/task/./a.c:1: first defined here\n");
    cr_expect_str_eq(row->message, "helper is defined more than once");
    cr_expect_str_eq(row->file, "b.c");
    cr_expect_eq(row->line, 1);
}

Test(linkage, gold_undefined)
{
    const struct diagnostic *row = read_one("./ok.c:5: error: undefined reference to 'helper'\n");
    cr_expect_str_eq(row->message, "there is no definition of helper");
    cr_expect_str_eq(row->file, "ok.c");
    cr_expect_eq(row->line, 5);
}

Test(linkage, gold_twice)
{
    const struct diagnostic *row =
        read_one("/usr/bin/ld.gold: error: ./b.o: multiple definition of 'helper'\n"
                 "/usr/bin/ld.gold: ./a.o: previous definition here\n");
    cr_expect_str_eq(row->message, "helper is defined more than once");
    cr_expect_str_eq(row->file, "b.c");
    cr_expect_eq(row->line, 0);
}

Test(linkage, no_main)
{
    const struct diagnostic *row = read_one(
        "/runtime/agent.o:function __wrap_main: error: undefined reference to '__real_main'\n");
    cr_expect_str_eq(row->message, "there is no definition of main");
    cr_expect_str_eq(row->file, "");
}

Test(linkage, a_missing_library_is_not_the_students)
{
    const char *output = "/usr/bin/ld.gold: error: cannot find -lcjson\n";
    cr_expect(linkage_lacks_library(output, strlen(output)));
    cr_expect(!linkage_lacks_library("fine", 4));
    linkage_read(&list, output, strlen(output));
    cr_expect_eq(list.count, 0);
}
