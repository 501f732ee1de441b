/* SPDX-License-Identifier: MIT */
/* Students' git repositories, read-only, through the object database alone. */
#ifndef GRADER_REPOSITORY_H
#define GRADER_REPOSITORY_H

#include "base/error.h"
#include "folder.h"

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 41 }; /* forty hexadecimal digits and a NUL */

/* Digest of bytes: the id that git would give to a file of this content. */
void object_digest(const void *data, size_t size, char digest[DIGEST_SIZE]);

struct commit {
    char id[DIGEST_SIZE];
    int64_t time; /* seconds since 1970, as the committer's machine claimed */
};

struct repository;

/* Name, in the folder, of the git folder of a work tree (".git") or bare repository ("."); NULL
 * when the folder is neither. *problem is set instead when it looks like one but isn't to be
 * trusted (.git is a file or a link). */
const char *repository_detect(int folder, const char **problem);

/* Opens the git folder `name` in `folder`. ERROR_USAGE when the repository is at fault. */
MUST_CHECK int repository_open(int folder, const char *name, struct repository **repository,
                               struct error *err);
void repository_close(struct repository *repository);

/* Turns to HEAD, or to the first of its first-parent ancestors that isn't younger than `cutoff`
 * (INT64_MAX: HEAD), for the following reads. ERROR_USAGE when there is no such commit. */
MUST_CHECK int repository_select(struct repository *repository, int64_t cutoff,
                                 struct commit *commit, struct error *err);

/* Turns to a commit by its id. */
MUST_CHECK int repository_select_id(struct repository *repository, const char *id,
                                    struct commit *commit, struct error *err);

/* What the selected commit has at a path, and the names in one of its folders ("": the top). */
void repository_read(struct repository *repository, const char *path, size_t cap,
                     struct entry *entry);
void repository_names(struct repository *repository, const char *path, struct names *names);

#endif
