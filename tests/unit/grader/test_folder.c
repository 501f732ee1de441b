/* SPDX-License-Identifier: MIT */
/* Nothing but regular files below the folder is ever read. */
#define _GNU_SOURCE
#include "folder.h"

#include "base/allocate.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static int folder = -1;

static void enter(void)
{
    folder = open(folder_enter(), O_RDONLY | O_DIRECTORY);
    folder_put("plain", "text");
    mkdirat(folder, "inner", 0700);
    folder_put("inner/file", "inside");
    symlinkat("/etc/passwd", folder, "link");
    symlinkat("inner", folder, "folder-link");
    mkfifoat(folder, "fifo", 0600);
}

static void leave(void)
{
    close(folder);
    folder_leave();
}

TestSuite(folder, .init = enter, .fini = leave, .timeout = 10);

static enum entry_state state_of(const char *path, size_t cap)
{
    struct entry entry;
    folder_read(folder, path, cap, &entry);
    enum entry_state state = entry.state;
    cr_expect_eq(state == ENTRY_FILE, entry.data != NULL);
    entry_clear(&entry);
    return state;
}

Test(folder, reads_files_whole)
{
    struct entry entry;
    folder_read(folder, "inner/file", 100, &entry);
    cr_assert_eq(entry.state, ENTRY_FILE);
    cr_expect_eq(entry.size, 6);
    cr_expect_str_eq(entry.data, "inside");
    entry_clear(&entry);
}

Test(folder, refuses_everything_else)
{
    cr_expect_eq(state_of("link", 100), ENTRY_LINK);
    cr_expect_eq(state_of("folder-link/file", 100), ENTRY_LINK);
    cr_expect_eq(state_of("fifo", 100), ENTRY_SPECIAL);
    cr_expect_eq(state_of("inner", 100), ENTRY_FOLDER);
    cr_expect_eq(state_of("nothing", 100), ENTRY_ABSENT);
    cr_expect_eq(state_of("plain/below", 100), ENTRY_ABSENT);
    cr_expect_eq(state_of("../../etc/passwd", 100), ENTRY_UNREADABLE);
    cr_expect_eq(state_of("/etc/passwd", 100), ENTRY_UNREADABLE);
}

Test(folder, sizes_are_capped)
{
    cr_expect_eq(state_of("plain", 4), ENTRY_FILE);
    cr_expect_eq(state_of("plain", 3), ENTRY_TOO_LARGE);
    int sparse = openat(folder, "sparse", O_WRONLY | O_CREAT, 0600);
    cr_assert_eq(ftruncate(sparse, (off_t)1 << 40), 0);
    close(sparse);
    cr_expect_eq(state_of("sparse", 1 << 20), ENTRY_TOO_LARGE);
}

Test(folder, names_are_sorted)
{
    struct error err = {0};
    struct names names = {0};
    bool all;
    cr_assert_eq(folder_names(folder, &names, &all, &err), 0);
    cr_assert_eq(names.count, 5);
    cr_expect_str_eq(names.items[0], "fifo");
    cr_expect_str_eq(names.items[4], "plain");
    cr_expect(all);
    names_clear(&names);
}

Test(folder, a_replaced_file_leaves_nothing_beside)
{
    struct error err = {0};
    struct names names = {0};
    bool all;
    cr_assert_eq(folder_replace(folder, "plain", "newer", 5, &err), 0, "%s", err.message);
    struct entry entry;
    folder_read(folder, "plain", 100, &entry);
    cr_expect_str_eq(entry.data, "newer");
    entry_clear(&entry);
    cr_assert_eq(folder_names(folder, &names, &all, &err), 0);
    cr_expect_eq(names.count, 5);
    names_clear(&names);
}
