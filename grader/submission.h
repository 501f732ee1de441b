/* SPDX-License-Identifier: MIT */
/* Submissions: where they are, before anything of them is read. */
#ifndef GRADER_SUBMISSION_H
#define GRADER_SUBMISSION_H

#include "assignment.h"
#include "base/error.h"
#include "options.h"

#include <stddef.h>

struct submission {
    char *id;      /* printable, unique in its list */
    char *parent;  /* path of the folder it lies in, or of itself when `name` is "." */
    char *name;    /* its own name below parent */
    char *problem; /* why nothing of it can be read; NULL if it can */
};

struct submissions {
    struct submission *items; /* sorted by id */
    size_t count, capacity;
};

/* What the paths name: one submission, a folder of them, or a roster. The assignments tell one
 * submission from a folder of them. The folder `output`, where results go, is no submission.
 * ERROR_USAGE: a path isn't there, or two ids are the same. */
MUST_CHECK int submissions_find(const struct words *paths, const struct assignments *assignments,
                                const char *output, struct submissions *submissions,
                                struct error *err);

/* One submission: the folder itself. */
MUST_CHECK int submissions_add_folder(const char *path, struct submissions *submissions,
                                      struct error *err);

/* Leaves the submissions of one part of the class: every count-th. */
void submissions_keep_shard(const struct shard *shard, struct submissions *submissions);
void submissions_clear(struct submissions *submissions);

/* Takes ownership of the strings, which may be NULL but for the id. For roster.c. */
void submissions_add(struct submissions *submissions, struct submission submission);

/* Path of a submission as the user would write it, percent-encoded. free() it. */
char *submission_location(const struct submission *submission);

#endif
