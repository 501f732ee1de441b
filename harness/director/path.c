/* SPDX-License-Identifier: MIT */
/* The names that a held task's call gives. A relative one starts from the task's working folder or
 * from a descriptor of it, whose own names the kernel tells in /proc. What lies behind a name is
 * looked up below the task's root and never through a link: names are the submission's. */
#define _GNU_SOURCE
#include "director/path.h"
#include "director/state.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The folder that relative paths start from, as an absolute path. */
static bool read_start(struct director *director, const struct live_task *task, int argument,
                       char path[PATH_LIMIT])
{
    char link[64];
    int folder = argument == NO_ARGUMENT ? AT_FDCWD : (int)task->call.args[argument];
    if (folder == AT_FDCWD && !process_of(director, task)->moved) {
        snprintf(path, PATH_LIMIT, "%s", director->target.folder);
        return true;
    }
    if (folder == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/%d/cwd", (int)task->os);
    else
        snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)task->os, folder);
    ssize_t length = readlink(link, path, PATH_LIMIT - 1);
    path[length > 0 ? length : 0] = '\0';
    return path[0] == '/';
}

/* What the argument says; NULL when it can't be read. Often asked again while a call is held. */
static const char *said(struct director *director, const struct live_task *task, int argument)
{
    struct said *last = &director->said;
    if (last->id == task->id && last->argument == argument)
        return last->text;
    last->id = 0;
    if (!task_read_string(task->os, task->call.args[argument], last->text, sizeof last->text))
        return NULL;
    last->id = task->id;
    last->argument = argument;
    return last->text;
}

bool path_read(struct director *director, const struct live_task *task, struct path_argument where,
               char path[PATH_LIMIT])
{
    path[0] = '\0';
    const char *given = where.path == NO_ARGUMENT ? NULL : said(director, task, where.path);
    if (!given)
        return false;
    if (given[0] == '/')
        return snprintf(path, PATH_LIMIT, "%s", given) < PATH_LIMIT;
    if (!read_start(director, task, where.folder, path))
        return false;
    size_t used = strlen(path);
    int needed = snprintf(path + used, PATH_LIMIT - used, "/%s", given);
    return needed > 0 && (size_t)needed < PATH_LIMIT - used;
}

int path_descriptor(const char *path)
{
    static const char *const streams[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    int fd = -1, length = 0;
    for (int i = 0; i < 3; i++)
        if (strcmp(path, streams[i]) == 0)
            return i;
    for (int i = 0; i < 2; i++)
        if (strncmp(path, folders[i], strlen(folders[i])) == 0 &&
            sscanf(path + strlen(folders[i]), "%5d%n", &fd, &length) == 1 &&
            !path[strlen(folders[i]) + (size_t)length])
            return fd;
    return -1;
}

int path_root(pid_t process)
{
    char root[64];
    snprintf(root, sizeof root, "/proc/%d/root", (int)process);
    return open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int path_find(const struct director *director, const char path[PATH_LIMIT])
{
    struct open_how how = {.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW,
                           .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS};
    return (int)syscall(SYS_openat2, director->root, path, &how, sizeof how);
}

enum presence path_presence(struct director *director, const char path[PATH_LIMIT])
{
    if (strcmp(path, director->present) == 0)
        return PATH_PRESENT;
    cleanup_fd int found = path_find(director, path);
    if (found < 0)
        return errno == ENOENT ? PATH_ABSENT : PATH_UNKNOWN;
    snprintf(director->present, sizeof director->present, "%s", path);
    return PATH_PRESENT;
}

void path_names_change(struct director *director)
{
    director->present[0] = '\0';
}
