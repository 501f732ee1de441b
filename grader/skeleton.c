/* SPDX-License-Identifier: MIT */
/* The skeleton is a folder of ordinary files (grader/skeleton), taken into the program as they are,
 * so that it needs nothing installed. Two words in them stand for the new assignment's own: its id
 * and the name of the student's file. */
#define _GNU_SOURCE
#include "publish.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* EMBED(symbol, "path below grader/skeleton"): its bytes as symbol, and where they end. */
#define EMBED(symbol, path)                                                                        \
    extern const char symbol[], symbol##_end[];                                                    \
    __asm__(".pushsection .rodata\n" #symbol ":\n.incbin \"" MPGRADE_SKELETON "/" path             \
            "\"\n" #symbol "_end:\n.byte 0\n.popsection\n")

EMBED(skeleton_spec, "assignment.json");
EMBED(skeleton_oracle, "oracle.c");
EMBED(skeleton_handout, "handout/README.md");
EMBED(skeleton_handout_zh, "handout/README.zh.md");
EMBED(skeleton_starter, "handout/program.c");
EMBED(skeleton_solution, "solution/program.c");
EMBED(skeleton_raw_posix, "right/raw-posix/program.c");
EMBED(skeleton_atomic, "right/atomic/program.c");
EMBED(skeleton_no_lock, "wrong/no-lock/program.c");
EMBED(skeleton_no_lock_expect, "wrong/no-lock/expect.json");
EMBED(skeleton_not_joined, "wrong/not-joined/program.c");
EMBED(skeleton_not_joined_expect, "wrong/not-joined/expect.json");

static const struct {
    const char *folder, *name; /* NULL: the student's file */
    const char *begin, *end;
} files[] = {
    {"", "assignment.json", skeleton_spec, skeleton_spec_end},
    {"", "oracle.c", skeleton_oracle, skeleton_oracle_end},
    {"/handout", "README.md", skeleton_handout, skeleton_handout_end},
    {"/handout", "README.zh.md", skeleton_handout_zh, skeleton_handout_zh_end},
    {"/handout", NULL, skeleton_starter, skeleton_starter_end},
    {"/solution", NULL, skeleton_solution, skeleton_solution_end},
    {"/right/raw-posix", NULL, skeleton_raw_posix, skeleton_raw_posix_end},
    {"/right/atomic", NULL, skeleton_atomic, skeleton_atomic_end},
    {"/wrong/no-lock", NULL, skeleton_no_lock, skeleton_no_lock_end},
    {"/wrong/no-lock", "expect.json", skeleton_no_lock_expect, skeleton_no_lock_expect_end},
    {"/wrong/not-joined", NULL, skeleton_not_joined, skeleton_not_joined_end},
    {"/wrong/not-joined", "expect.json", skeleton_not_joined_expect,
     skeleton_not_joined_expect_end},
};

static bool is_id(const char *id)
{
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return id[0] >= 'a' && id[0] <= 'z' && !id[length] && length <= 64;
}

/* "two-locks" hands in two_locks.c. */
static char *file_of(const char *id)
{
    char *name = format_string("%s.c", id);
    for (char *at = name; (at = strchr(at, '-'));)
        *at = '_';
    return name;
}

static void fill_in(const char *at, const char *end, const char *id, const char *file,
                    struct text *text)
{
    while (at < end) {
        bool is_file = strncmp(at, "@FILE@", 6) == 0;
        if (strncmp(at, "@ID@", 4) == 0 || is_file) {
            text_add_string(text, is_file ? file : id);
            at += is_file ? 6 : 4;
        } else {
            text_add(text, at++, 1);
        }
    }
}

static int write_one(const char *folder, size_t index, const char *id, const char *file,
                     struct error *err)
{
    cleanup_free char *path = format_string("%s%s", folder, files[index].folder);
    cleanup_with(text_free) struct text text = {0};
    if (folder_make(path, err) < 0)
        return -1;
    cleanup_fd int opened = folder_open(path, err);
    if (opened < 0)
        return -1;
    fill_in(files[index].begin, files[index].end, id, file, &text);
    return folder_replace(opened, files[index].name ? files[index].name : file, text.data,
                          text.length, err);
}

int skeleton_write(const char *id, const char *folder, struct error *err)
{
    struct stat about;
    if (!is_id(id))
        return error_set(err, ERROR_USAGE,
                         "'%s' is no id: lower-case letters, digits and -, beginning with a letter",
                         id);
    if (lstat(folder, &about) == 0)
        return error_set(err, ERROR_USAGE, "%s is there already", folder);
    cleanup_free char *file = file_of(id);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (write_one(folder, i, id, file, err) < 0)
            return -1;
    return 0;
}
