/* SPDX-License-Identifier: MIT */
/* A folder that hostile code has written is read within limits, and no link leads out of it. */
#define _GNU_SOURCE
#include "sandbox/collect.h"
#include "sandbox/folder.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[] = "/tmp/mpgrade-test-XXXXXX";
static int folder;
static struct file_image *images;
static size_t count;
static bool truncated;

static void make(void)
{
    cr_assert_not_null(mkdtemp(place));
    folder = open(place, O_RDONLY | O_DIRECTORY);
}

static void forget(void)
{
    for (size_t i = 0; i < count; i++) {
        free(images[i].path);
        free(images[i].data);
    }
    free(images);
    images = NULL;
    count = 0;
}

static void destroy(void)
{
    forget();
    cr_expect_eq(folder_clear(folder), 0);
    cr_expect_eq(rmdir(place), 0);
}

TestSuite(collect, .init = make, .fini = destroy, .timeout = 10);

static void collect(struct limits limits)
{
    struct error err;
    forget();
    limits = limits_with_defaults(limits);
    cr_assert_eq(collect_folder(folder, &limits, &images, &count, &truncated, &err), 0, "%s",
                 err.message);
}

Test(collect, files_come_sorted_with_their_bytes)
{
    cr_assert_eq(folder_write_file(folder, "b", "two", 3, 0644), 0);
    cr_assert_eq(folder_write_file(folder, "a/c", "one", 3, 0644), 0);
    collect((struct limits){0});
    cr_assert_eq(count, 3);
    cr_expect_str_eq(images[0].path, "a");
    cr_expect(!images[0].regular);
    cr_expect_str_eq(images[1].path, "a/c");
    cr_expect_str_eq(images[1].data, "one");
    cr_expect_str_eq(images[2].path, "b");
    cr_expect_eq(images[2].size, 3);
    cr_expect(!truncated);
}

Test(collect, links_and_fifos_are_named_but_not_opened)
{
    cr_assert_eq(symlinkat("/etc/passwd", folder, "link"), 0);
    cr_assert_eq(symlinkat("/etc", folder, "tree"), 0);
    cr_assert_eq(mkfifoat(folder, "fifo", 0600), 0);
    collect((struct limits){0});
    cr_assert_eq(count, 3);
    for (size_t i = 0; i < count; i++) {
        cr_expect(!images[i].regular);
        cr_expect_null(images[i].data);
    }
}

Test(collect, a_file_without_permissions_is_read)
{
    cr_assert_eq(folder_write_file(folder, "d/f", "x", 1, 0), 0);
    cr_assert_eq(fchmodat(folder, "d", 0, 0), 0);
    collect((struct limits){0});
    cr_assert_eq(count, 2);
    cr_expect_str_eq(images[1].data, "x");
}

Test(collect, a_sparse_file_is_cut)
{
    int file = openat(folder, "sparse", O_CREAT | O_WRONLY, 0600);
    cr_assert_eq(ftruncate(file, 1l << 40), 0);
    close(file);
    collect((struct limits){.file_bytes = 1000});
    cr_assert_eq(count, 1);
    cr_expect_eq(images[0].size, 1000);
    cr_expect(truncated);
}

Test(collect, number_and_depth_are_bounded)
{
    char path[400] = "";
    for (int i = 0; i < 150; i++) {
        path[2 * i] = 'd';
        path[2 * i + 1] = '/';
    }
    cr_assert_eq(folder_make_parents(folder, path), 0);
    collect((struct limits){0});
    cr_expect(truncated);
    cr_expect_lt(count, 100);
    collect((struct limits){.files = 2});
    cr_expect_eq(count, 2);
    cr_expect(truncated);
}
