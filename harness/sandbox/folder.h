/* SPDX-License-Identifier: MIT */
/* A writable folder of the sandbox, as the keeper fills, compares and empties it. Allocates nothing
 * (the keeper is a forked child). All return 0, or -1 with errno. */
#ifndef HARNESS_SANDBOX_FOLDER_H
#define HARNESS_SANDBOX_FOLDER_H

#include "sandbox/sandbox.h"

#include <sys/types.h>

/* The part of an absolute path after its slashes; a relative path as it is. */
const char *folder_relative(const char *path);

/* Makes the folders that `path` needs below `folder`. */
int folder_make_parents(int folder, const char *path);

/* Makes the file and its parents; fails where a file of that name lies. */
int folder_write_file(int folder, const char *path, const char *data, size_t size, mode_t mode);

/* Writes every file with a relative path, in their order. */
int folder_fill(int folder, const struct sandbox_file *files, size_t count);

/* Removes everything below, however deep and whatever its modes, never following a link. */
int folder_clear(int folder);

/* What a listing of the folder looked like: names, inode numbers and order. */
struct folder_listing {
    size_t size; /* 0: not known, or too long to be kept */
    char entries[16384];
};
void folder_list(int folder, struct folder_listing *listing);

/* True when the folder certainly is what folder_fill left, `listing` being taken then: the names
 * are the same, and contents that had changed are written anew. */
bool folder_restore(int folder, const struct sandbox_file *files, size_t count,
                    const struct folder_listing *listing);

#endif
