/* SPDX-License-Identifier: MIT */
/* Every run of an opened sandbox starts equal, whatever the one before left. */
#include "box.h"

#include <stdlib.h>
#include <string.h>

static struct sandbox *sandbox;

static void open_as_root(void)
{
    sandbox = box_open("litter");
}

static void open_as_user(void)
{
    box_become_user();
    open_as_root();
}

static void destroy(void)
{
    sandbox_close(sandbox);
}

TestSuite(reset, .init = open_as_root, .fini = destroy, .timeout = 30);
TestSuite(reset_of_user, .init = open_as_user, .fini = destroy, .timeout = 30);

static void reset(void)
{
    struct error err;
    cr_assert_eq(sandbox_reset(sandbox, &err), 0, "%s", err.message);
}

/* The text of all runs is that of the first, repeated. */
static void check_runs(int runs)
{
    for (int i = 0; i < runs; i++) {
        reset();
        box_serve(sandbox);
    }
    char *all = box_stream(sandbox, 1);
    size_t length = strlen(all) / (size_t)runs;
    cr_assert_gt(length, 0);
    for (int i = 1; i < runs; i++)
        cr_expect_eq(memcmp(all, all + (size_t)i * length, length), 0, "runs differ:\n%s", all);
    cr_expect_not_null(strstr(all, "segment: 0\nsemaphores: 0\nqueue: 0\nnamed queue: 0\n3 3 4\n"),
                       "%s", all);
    free(all);
}

Test(reset, runs_are_equal)
{
    cr_assert(sandbox_fixed_pids(sandbox));
    check_runs(5);
}

Test(reset_of_user, runs_are_equal)
{
    cr_assert(sandbox_fixed_pids(sandbox));
    check_runs(5);
}

static void check_files(bool dirty)
{
    struct file_image *files;
    size_t count;
    struct error err;
    cr_assert_eq(sandbox_collect(sandbox, &files, &count, &err), 0, "%s", err.message);
    cr_assert_eq(count, dirty ? 6 : 2);
    cr_expect_str_eq(files[count - 1].path, "tickets.txt");
    cr_expect_str_eq(files[count - 1].data, dirty ? "9" : "3");
    for (size_t i = 0; i < count; i++) {
        free(files[i].path);
        free(files[i].data);
    }
    free(files);
}

Test(reset, files_are_collected_and_restored)
{
    reset();
    check_files(false);
    box_serve(sandbox);
    check_files(true);
    reset();
    check_files(false);
}

Test(reset_of_user, files_are_collected_and_restored)
{
    reset();
    box_serve(sandbox);
    check_files(true);
    reset();
    check_files(false);
}

/* The fork server is a guest too; the run's orphan must be gone. */
Test(reset, orphans_are_removed)
{
    reset();
    box_serve(sandbox);
    cr_expect_eq(box_count_processes("litter"), 2);
    reset();
    cr_expect_eq(box_count_processes("litter"), 1);
}

Test(reset, input_and_streams_are_there)
{
    cr_expect_geq(sandbox_folder(sandbox), 0);
    char *errors = box_stream(sandbox, 2);
    cr_expect_str_eq(errors, "");
    free(errors);
}
