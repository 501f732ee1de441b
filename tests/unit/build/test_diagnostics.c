/* SPDX-License-Identifier: MIT */
/* What compilers print becomes data, however it is cut, flooded or spiked. */
#include "build/diagnostics.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct diagnostics list;
static struct text rest;

static void destroy(void)
{
    diagnostics_clear(&list);
    text_free(&rest);
}

TestSuite(diagnostics, .fini = destroy);

static void read_text(const char *output)
{
    diagnostics_read(&list, output, strlen(output), &rest);
}

#define ELEMENT(kind, file, line, message)                                                         \
    "{\"kind\": \"" kind "\", \"children\": [], \"locations\": [{\"caret\": {\"file\": \"" file    \
    "\", \"line\": " #line ", \"column\": 7}}], \"message\": \"" message "\"}"

Test(diagnostics, gcc_prints_an_array_per_source)
{
    read_text("[" ELEMENT("error", "./a.c", 3, "no ;") ", " ELEMENT(
        "warning", "a.h", 4, "odd") "]\n[]\n[" ELEMENT("fatal error", "./b.c", 5, "gone") "]\n");
    cr_assert_eq(list.count, 3);
    cr_expect_str_eq(list.rows[0].file, "a.c");
    cr_expect_eq(list.rows[0].line, 3);
    cr_expect_eq(list.rows[0].column, 7);
    cr_expect_str_eq(list.rows[1].severity, "warning");
    cr_expect_str_eq(list.rows[2].severity, "error");
    cr_expect_str_eq(diagnostics_first_error(&list)->message, "no ;");
    cr_expect_str_eq(rest.data ? rest.data : "", "");
}

Test(diagnostics, a_cut_array_costs_its_last_element)
{
    read_text("[" ELEMENT("error", "./a.c", 3, "no ;") ", {\"kind\": \"err");
    cr_expect_eq(list.count, 1);
    cr_expect(list.truncated);
}

Test(diagnostics, clang_prints_lines)
{
    read_text("./a.c:3:9: error: use of undeclared identifier 'x'\n"
              "./a.c:4:1: note: not ours\n"
              "/runtime/include/mp.h:8:2: warning: odd: twice\n"
              "2 errors generated.\n");
    cr_assert_eq(list.count, 2);
    cr_expect_str_eq(list.rows[0].message, "use of undeclared identifier 'x'");
    cr_expect_eq(list.rows[0].column, 9);
    cr_expect_str_eq(list.rows[1].file, "mp.h");
    cr_expect_str_eq(list.rows[1].message, "odd: twice");
    cr_expect_not_null(strstr(rest.data, "not ours"));
    cr_expect_not_null(strstr(rest.data, "2 errors"));
}

Test(diagnostics, the_assembler_prints_lines)
{
    read_text("{standard input}: Assembler messages:\n"
              "{standard input}:6: Error: file not found: /etc/passwd\n");
    cr_assert_eq(list.count, 1);
    cr_expect_str_eq(list.rows[0].file, "assembly");
    cr_expect_eq(list.rows[0].line, 6);
    cr_expect_str_eq(list.rows[0].severity, "error");
    cr_expect_str_eq(list.rows[0].message, "file not found: /etc/passwd");
}

Test(diagnostics, notes_and_nonsense_are_left_out)
{
    read_text("[" ELEMENT("note", "./a.c", 3, "hm") ", {}, 7, \"x\", {\"kind\": 4}]\n");
    cr_expect_eq(list.count, 0);
}

Test(diagnostics, texts_are_printable_and_clipped)
{
    diagnostics_add(&list, "./\033[31m.c", 1, 1, "error", "a\nb\xff\xe2\x80\xae");
    cr_expect_str_eq(list.rows[0].file, "\\x1b[31m.c");
    cr_expect_str_eq(list.rows[0].message, "a\\x0ab\\xff\\u{202e}");
    char *flood = calloc(1, 5001);
    memset(flood, 'x', 5000);
    diagnostics_add(&list, flood, 1, 1, "error", flood);
    cr_expect_lt(strlen(list.rows[1].file), 300);
    cr_expect_lt(strlen(list.rows[1].message), 1100);
    free(flood);
}

Test(diagnostics, a_flood_is_truncated)
{
    for (int i = 0; i < 10000; i++)
        diagnostics_add(&list, "a.c", 1, 1, "warning", "the same warning, over and over again");
    cr_expect(list.truncated);
    cr_expect_leq(list.bytes, 64 << 10);
    cr_expect_gt(list.count, 1000);
}
