/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "submission.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct assignment assignment;
static struct assignments assignments = {&assignment, 1};
static struct submissions found;
static struct error err;
static const char *root;
static int folder = -1;

static void enter(void)
{
    root = folder_enter();
    folder = open(root, O_RDONLY | O_DIRECTORY);
    parse_spec(example_spec, &assignment);
}

static void leave(void)
{
    submissions_clear(&found);
    assignment_clear(&assignment);
    close(folder);
    folder_leave();
}

TestSuite(submission, .init = enter, .fini = leave);

static int find(const char *path)
{
    const struct words paths = {.items = &path, .count = 1};
    submissions_clear(&found);
    return submissions_find(&paths, &assignments, "/nonexistent/results", &found, &err);
}

Test(submission, every_folder_of_a_class_is_one)
{
    mkdirat(folder, "bob", 0700);
    mkdirat(folder, "al\x1bice", 0700);
    mkdirat(folder, ".hidden", 0700);
    folder_put("README", "not a student");
    symlinkat("/etc", folder, "carol");
    cr_assert_eq(find(root), 0, "%s", err.message);
    cr_assert_eq(found.count, 3);
    cr_expect_str_eq(found.items[0].id, "al%1Bice");
    cr_expect_str_eq(found.items[1].id, "bob");
    cr_expect_null(found.items[1].problem);
    cr_expect_str_eq(found.items[2].id, "carol");
    cr_expect_not_null(found.items[2].problem);
    cleanup_free char *location = submission_location(&found.items[0]);
    cleanup_free char *wanted = format_string("%s/al%%1Bice", root);
    cr_expect_str_eq(location, wanted);
}

Test(submission, the_output_folder_is_none)
{
    mkdirat(folder, "bob", 0700);
    mkdirat(folder, "results", 0700);
    cleanup_free char *output = format_string("%s/results", root);
    const struct words paths = {.items = &root, .count = 1};
    cr_assert_eq(submissions_find(&paths, &assignments, output, &found, &err), 0);
    cr_assert_eq(found.count, 1);
    cr_expect_str_eq(found.items[0].id, "bob");
}

Test(submission, a_folder_with_the_files_is_one_itself)
{
    folder_put("demo.c", "");
    cr_assert_eq(find(root), 0, "%s", err.message);
    cr_assert_eq(found.count, 1);
    cr_expect_str_eq(found.items[0].id, strrchr(root, '/') + 1);
    cr_expect_str_eq(found.items[0].name, ".");
}

Test(submission, a_work_tree_is_one_unless_its_folders_are)
{
    mkdirat(folder, ".git", 0700);
    mkdirat(folder, "bob", 0700);
    cr_assert_eq(find(root), 0, "%s", err.message);
    cr_expect_str_eq(found.items[0].name, ".");
    folder_put("bob/demo.c", "");
    cr_assert_eq(find(root), 0, "%s", err.message);
    cr_expect_str_eq(found.items[0].id, "bob");
    folder_put("demo.c", "");
    cr_assert_eq(find(root), 0, "%s", err.message);
    cr_expect_str_eq(found.items[0].name, ".");
}

Test(submission, what_is_not_there_is_an_error)
{
    cr_expect_eq(find("/nonexistent"), -1);
    cr_expect_eq(err.kind, ERROR_USAGE);
    cr_expect_eq(find(root), -1, "an empty folder has no submission");
}

Test(submission, two_of_the_same_id_are_refused)
{
    mkdirat(folder, "one", 0700);
    mkdirat(folder, "two", 0700);
    mkdirat(folder, "one/alice", 0700);
    mkdirat(folder, "two/alice", 0700);
    cleanup_free char *one = format_string("%s/one", root);
    cleanup_free char *two = format_string("%s/two", root);
    const char *list[] = {one, two};
    const struct words paths = {.items = list, .count = 2};
    cr_expect_eq(submissions_find(&paths, &assignments, "/nonexistent/results", &found, &err), -1);
    cr_expect_eq(err.kind, ERROR_USAGE);
}

Test(submission, shards_share_out_the_class)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    size_t total = 0;
    for (size_t i = 0; i < 5; i++)
        mkdirat(folder, names[i], 0700);
    for (uint64_t index = 1; index <= 2; index++) {
        const struct shard shard = {index, 2};
        cr_assert_eq(find(root), 0);
        submissions_keep_shard(&shard, &found);
        total += found.count;
        cr_expect_str_eq(found.items[0].id, names[index - 1]);
    }
    cr_expect_eq(total, 5);
}
