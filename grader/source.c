/* SPDX-License-Identifier: MIT */
/* Joins folder.h and repository.h behind one way of reading. */
#include "source.h"

#include <string.h>

static int open_folder(const struct submission *submission, struct error *err)
{
    cleanup_fd int parent = folder_open(submission->parent, err);
    if (parent < 0)
        return -1;
    if (strcmp(submission->name, ".") == 0)
        return steal_fd(&parent);
    int folder = folder_open_below(parent, submission->name);
    if (folder < 0)
        return error_set(err, ERROR_USAGE, "the folder can't be opened");
    return folder;
}

int source_open(const struct submission *submission, bool as_files, struct source *source,
                struct error *err)
{
    *source = (struct source){.folder = -1};
    if (submission->problem)
        return error_set(err, ERROR_USAGE, "%s", submission->problem);
    cleanup_fd int folder = open_folder(submission, err);
    if (folder < 0)
        return -1;
    const char *problem = NULL;
    const char *git = as_files ? NULL : repository_detect(folder, &problem);
    source->is_git = git || problem;
    if (problem)
        return error_set(err, ERROR_USAGE, "the git repository can't be used: %s", problem);
    if (git && repository_open(folder, git, &source->repository, err) < 0)
        return -1;
    source->folder = steal_fd(&folder);
    return 0;
}

void source_close(struct source *source)
{
    repository_close(source->repository);
    if (source->folder >= 0)
        close(source->folder);
    *source = (struct source){.folder = -1};
}

int source_select(struct source *source, int64_t cutoff, struct error *err)
{
    if (!source->repository)
        return 0;
    return repository_select(source->repository, cutoff, &source->commit, err);
}

void source_read(const struct source *source, const char *path, struct entry *entry)
{
    if (source->repository)
        repository_read(source->repository, path, LARGEST_SOURCE, entry);
    else
        folder_read(source->folder, path, LARGEST_SOURCE, entry);
}

void source_names(const struct source *source, const char *path, struct names *names)
{
    struct error ignored;
    bool all;
    if (source->repository) {
        repository_names(source->repository, path, names);
        return;
    }
    cleanup_fd int folder = folder_open_below(source->folder, *path ? path : ".");
    if (folder >= 0 && folder_names(folder, names, &all, &ignored) < 0)
        names_clear(names);
}
