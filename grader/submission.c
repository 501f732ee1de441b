/* SPDX-License-Identifier: MIT */
/* Finds submissions. The path that the user gave is trusted as a path; everything below it may have
 * been made by students, so only names and lstat are looked at here, and a student's folder that is
 * a link becomes a submission with a problem instead of being followed. */
#define _GNU_SOURCE
#include "submission.h"

#include "base/allocate.h"
#include "folder.h"
#include "name.h"
#include "repository.h"
#include "roster.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void submissions_add(struct submissions *submissions, struct submission submission)
{
    array_reserve(submissions->items, submissions->count, submissions->capacity);
    submissions->items[submissions->count++] = submission;
}

void submissions_clear(struct submissions *submissions)
{
    for (size_t i = 0; i < submissions->count; i++) {
        struct submission *one = &submissions->items[i];
        free(one->id);
        free(one->parent);
        free(one->name);
        free(one->problem);
    }
    free(submissions->items);
    *submissions = (struct submissions){0};
}

void submissions_keep_shard(const struct shard *shard, struct submissions *submissions)
{
    struct submissions kept = {0}, others = {0};
    for (size_t i = 0; i < submissions->count; i++) {
        bool is_ours = i % shard->count == shard->index - 1;
        submissions_add(is_ours ? &kept : &others, submissions->items[i]);
    }
    free(submissions->items);
    submissions_clear(&others);
    *submissions = kept;
}

char *submission_location(const struct submission *submission)
{
    size_t length = strlen(submission->parent);
    bool slash = length > 0 && submission->parent[length - 1] == '/';
    cleanup_free char *path =
        strcmp(submission->name, ".") == 0
            ? copy_string(submission->parent)
            : format_string("%s%s%s", submission->parent, slash ? "" : "/", submission->name);
    return name_encode_path(path);
}

/* Whether the folder holds, at its top or in a folder of the assignment's name, something that an
 * assignment requires. */
static bool holds_files(int folder, const struct assignments *assignments)
{
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *assignment = &assignments->items[i];
        for (size_t k = 0; k < assignment->required_count; k++) {
            const char *file = assignment->required[k];
            cleanup_free char *inner = format_string("%s/%s", assignment->id, file);
            if (folder_type(folder, file) || folder_type(folder, inner))
                return true;
        }
    }
    return false;
}

int submissions_add_folder(const char *path, struct submissions *submissions, struct error *err)
{
    cleanup_free char *absolute = realpath(path, NULL);
    if (!absolute)
        return error_set(err, ERROR_USAGE, "%s: %s", path, strerror(errno));
    const char *last = strrchr(absolute, '/');
    submissions_add(submissions, (struct submission){.id = name_encode(last[1] ? last + 1 : "root"),
                                                     .parent = copy_string(path),
                                                     .name = copy_string(".")});
    return 0;
}

/* Whether a name in the folder is the folder that the results go to. */
static bool is_output(int folder, const char *name, const char *output)
{
    struct stat here, there;
    return stat(output, &there) == 0 && fstatat(folder, name, &here, AT_SYMLINK_NOFOLLOW) == 0 &&
           here.st_ino == there.st_ino && here.st_dev == there.st_dev;
}

/* Every folder in the folder is a submission; so is a link, as one that can't be read. */
static int add_class(const char *path, int folder, const char *output,
                     struct submissions *submissions, struct error *err)
{
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (folder_names(folder, &names, &all, err) < 0)
        return error_wrap(err, "%s", path);
    if (!all)
        return error_set(err, ERROR_USAGE, "%s holds more than %d names", path, MOST_NAMES);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        mode_t type = folder_type(folder, name);
        if (name[0] == '.' || (type != S_IFDIR && type != S_IFLNK) ||
            is_output(folder, name, output))
            continue;
        const char *problem =
            type == S_IFLNK ? "the folder is a symbolic link, which is never followed" : NULL;
        submissions_add(submissions,
                        (struct submission){.id = name_encode(name),
                                            .parent = copy_string(path),
                                            .name = copy_string(name),
                                            .problem = problem ? copy_string(problem) : NULL});
    }
    return 0;
}

/* Whether a work tree is a class kept in git: no assignment's files at its top, but in one of its
 * folders. */
static bool is_class_in_git(int folder, const struct assignments *assignments)
{
    cleanup_with(names_clear) struct names names = {0};
    struct error ignored;
    bool all, found = false;
    if (holds_files(folder, assignments) || folder_names(folder, &names, &all, &ignored) < 0)
        return false;
    for (size_t i = 0; i < names.count && !found; i++) {
        cleanup_fd int inner =
            names.items[i][0] == '.' ? -1 : folder_open_below(folder, names.items[i]);
        found = inner >= 0 && holds_files(inner, assignments);
    }
    return found;
}

static int add_path(const char *path, const struct assignments *assignments, const char *output,
                    struct submissions *submissions, struct error *err)
{
    struct stat status;
    const char *problem;
    if (strstr(path, "://"))
        return error_set(err, ERROR_USAGE, "%s: clone it, and grade the clone", path);
    if (stat(path, &status) < 0)
        return error_set(err, ERROR_USAGE, "%s: %s", path, strerror(errno));
    if (S_ISREG(status.st_mode))
        return roster_read(path, submissions, err);
    cleanup_fd int folder = folder_open(path, err);
    if (folder < 0)
        return -1;
    if (folder_type(folder, "roster.csv") == S_IFREG) {
        cleanup_free char *roster = format_string("%s/roster.csv", path);
        return roster_read(roster, submissions, err);
    }
    bool is_git = repository_detect(folder, &problem) || problem;
    bool single = is_git ? !is_class_in_git(folder, assignments) : holds_files(folder, assignments);
    return single ? submissions_add_folder(path, submissions, err)
                  : add_class(path, folder, output, submissions, err);
}

static int compare_ids(const void *a, const void *b)
{
    const struct submission *left = a, *right = b;
    return strcmp(left->id, right->id);
}

int submissions_find(const struct words *paths, const struct assignments *assignments,
                     const char *output, struct submissions *submissions, struct error *err)
{
    for (size_t i = 0; i < paths->count; i++)
        if (add_path(paths->items[i], assignments, output, submissions, err) < 0)
            return -1;
    if (!submissions->count)
        return error_set(err, ERROR_USAGE, "%s: there is no submission", paths->items[0]);
    qsort(submissions->items, submissions->count, sizeof *submissions->items, compare_ids);
    for (size_t i = 1; i < submissions->count; i++) {
        const struct submission *a = &submissions->items[i - 1], *b = &submissions->items[i];
        if (strcmp(a->id, b->id) == 0)
            return error_set(err, ERROR_USAGE, "two submissions have the id %s: in %s and in %s",
                             a->id, a->parent, b->parent);
    }
    return 0;
}
