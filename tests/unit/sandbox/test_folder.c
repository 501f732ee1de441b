/* SPDX-License-Identifier: MIT */
/* Filling, comparing and emptying a folder, whatever was done to it in between. */
#define _GNU_SOURCE
#include "sandbox/folder.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[] = "/tmp/mpgrade-test-XXXXXX";
static int folder;
static struct folder_listing listing;
static const struct sandbox_file files[] = {
    {"names.txt", "alice\n", 6}, {"tickets.txt", "3", 1}, {"/program", "not in the folder", 17}};
enum { COUNT = sizeof files / sizeof *files };

static void make(void)
{
    umask(0);
    cr_assert_not_null(mkdtemp(place));
    folder = open(place, O_RDONLY | O_DIRECTORY);
    cr_assert_eq(folder_fill(folder, files, COUNT), 0);
    folder_list(folder, &listing);
}

static void destroy(void)
{
    cr_expect_eq(folder_clear(folder), 0);
    cr_expect_eq(rmdir(place), 0, "the folder wasn't emptied");
}

TestSuite(folder, .init = make, .fini = destroy);

static bool restored(void)
{
    return folder_restore(folder, files, COUNT, &listing);
}

Test(folder, nothing_is_to_do_when_just_filled)
{
    cr_expect(restored());
    cr_expect_eq(faccessat(folder, "program", F_OK, 0), -1);
}

static void change(int flags, const char *text)
{
    int file = openat(folder, "tickets.txt", O_WRONLY | flags);
    cr_assert_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
}

static void expect_tickets(const char *text)
{
    char content[16] = "";
    int file = openat(folder, "tickets.txt", O_RDONLY);
    cr_assert_geq(read(file, content, sizeof content - 1), 0);
    close(file);
    cr_expect_str_eq(content, text);
}

Test(folder, changed_bytes_are_written_anew)
{
    change(0, "2");
    cr_expect(restored());
    expect_tickets("3");
}

Test(folder, so_is_a_file_that_grew_or_is_empty)
{
    change(O_APPEND, "and more");
    cr_expect(restored());
    expect_tickets("3");
    change(O_TRUNC, "");
    cr_expect(restored());
    expect_tickets("3");
}

Test(folder, a_changed_mode_shows)
{
    cr_assert_eq(fchmodat(folder, "tickets.txt", 0600, 0), 0);
    cr_expect(!restored());
}

Test(folder, a_second_name_for_a_file_shows)
{
    cr_assert_eq(linkat(folder, "tickets.txt", AT_FDCWD, "/tmp/mpgrade-test-twin", 0), 0);
    cr_expect(!restored());
    cr_assert_eq(unlink("/tmp/mpgrade-test-twin"), 0);
}

/* Same name, same bytes, but a listing might now give another order. */
Test(folder, a_file_made_anew_shows)
{
    cr_assert_eq(folder_write_file(folder, "other", "3", 1, 0644), 0);
    cr_assert_eq(renameat(folder, "other", folder, "tickets.txt"), 0);
    cr_expect(!restored());
}

Test(folder, a_new_file_shows_and_is_removed)
{
    cr_assert_eq(folder_write_file(folder, "a/b/c", "", 0, 0), 0);
    cr_expect(!restored());
    cr_expect_eq(folder_clear(folder), 0);
    cr_expect_eq(folder_fill(folder, files, COUNT), 0);
}

Test(folder, a_link_is_removed_and_not_followed)
{
    cr_assert_eq(symlinkat("/etc", folder, "link"), 0);
    cr_expect_eq(folder_clear(folder), 0);
    cr_expect_eq(access("/etc/passwd", F_OK), 0);
}

Test(folder, a_deep_tree_is_removed)
{
    int inner = dup(folder);
    for (int depth = 0; depth < 3000; depth++) {
        cr_assert_eq(mkdirat(inner, "d", 0700), 0);
        int next = openat(inner, "d", O_RDONLY | O_DIRECTORY);
        close(inner);
        inner = next;
    }
    close(inner);
    cr_expect_eq(folder_clear(folder), 0);
}

Test(folder, names_of_the_emptying_itself_are_no_trouble)
{
    for (int i = 0; i < 10; i++) {
        char name[32];
        snprintf(name, sizeof name, "d/.flattened-%d/x", i);
        cr_assert_eq(folder_make_parents(folder, name), 0);
        cr_assert_eq(folder_make_parents(folder, name + 2), 0);
    }
    cr_expect_eq(folder_clear(folder), 0);
}
