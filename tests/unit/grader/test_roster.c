/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "fixture.h"
#include "folder.h"

#include <criterion/criterion.h>
#include <sys/stat.h>

static void expect_record(const char **at, size_t count, const char *const *fields)
{
    struct names found = {0};
    cr_assert(roster_record(at, &found));
    cr_assert_eq(found.count, count);
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(found.items[i], fields[i]);
    names_clear(&found);
}

Test(roster, fields)
{
    const char *at = "a,b,,d\r\n\n\"x, \"\"y\"\"\nz\",\nlast";
    struct names none = {0};
    expect_record(&at, 4, (const char *const[]){"a", "b", "", "d"});
    expect_record(&at, 2, (const char *const[]){"x, \"y\"\nz", ""});
    expect_record(&at, 1, (const char *const[]){"last"});
    cr_expect_not(roster_record(&at, &none));
}

Test(roster, an_open_quote_ends_with_the_text)
{
    const char *at = "\"abc";
    expect_record(&at, 1, (const char *const[]){"abc"});
}

Test(roster, rows_become_submissions, .fini = folder_leave)
{
    struct error err = {0};
    struct submissions submissions = {0};
    const char *folder = folder_enter();
    cleanup_free char *path = format_string("%s/roster.csv", folder);
    cleanup_free char *inner = format_string("%s/al", folder);
    cr_assert_eq(mkdir(inner, 0700), 0);
    folder_put("roster.csv", "\xef\xbb\xbfID,name,email,source,group\n"
                             "alice,Alice,a@x,al,1\nbob/..,Bob,b@x,nowhere,1\ncarol,C,c@x,,2\n");
    cr_assert_eq(roster_read(path, &submissions, &err), 0, "%s", err.message);
    cr_assert_eq(submissions.count, 3);
    cr_expect_str_eq(submissions.items[0].id, "alice");
    cr_expect_null(submissions.items[0].problem);
    cr_expect_str_eq(submissions.items[1].id, "bob%2F..");
    cr_expect_not_null(submissions.items[1].problem);
    cr_expect_not_null(submissions.items[2].problem);
    submissions_clear(&submissions);
    folder_put("roster.csv", "name,source\n");
    cr_expect_eq(roster_read(path, &submissions, &err), -1);
    cr_expect_eq(err.kind, ERROR_USAGE);
}
