/* SPDX-License-Identifier: MIT */
/* An opened submission: a folder as it lies, or a commit of a repository, read the same way. */
#ifndef GRADER_SOURCE_H
#define GRADER_SOURCE_H

#include "base/error.h"
#include "folder.h"
#include "repository.h"
#include "submission.h"

#include <stdbool.h>

struct source {
    int folder;
    bool is_git;                   /* also when the repository turned out to be unusable */
    struct repository *repository; /* NULL: the folder as it lies */
    struct commit commit;          /* the selected one */
};

/* Opens a submission. `as_files`: takes even a work tree as it lies. ERROR_USAGE when the
 * submission is at fault; the message says how. */
MUST_CHECK int source_open(const struct submission *submission, bool as_files,
                           struct source *source, struct error *err);
void source_close(struct source *source);

/* Of a repository, turns to the last commit not younger than `cutoff` (see repository.h). */
MUST_CHECK int source_select(struct source *source, int64_t cutoff, struct error *err);

void source_read(const struct source *source, const char *path, struct entry *entry);

/* Names in the top folder, or in the folder at `path`; none when it isn't there. */
void source_names(const struct source *source, const char *path, struct names *names);

#endif
