/* SPDX-License-Identifier: MIT */
/* Theory: version 1 has a memory hierarchy of its own; version 2 works where the memory controller
 * is delegated to our group. Both are found by doing: make a group below our own, set its limit,
 * and take it only if that worked. Without one, the address-space limit per process is all there is
 * (confine.c), and doctor says so.
 *
 * A worker that was killed leaves an empty group behind: the name carries the worker's process id,
 * and the next worker to start removes the groups whose worker is gone. */
#define _GNU_SOURCE
#include "sandbox/memory_group.h"

#include "base/scope.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP_PREFIX "mpgrade-"

/* The two versions, by the names of their files; NULL: has none. */
static const struct hierarchy {
    const char *line; /* in /proc/self/cgroup, before the path */
    const char *mount;
    const char *entry;
    const char *limit, *swap, *no_swap; /* `no_swap`: what to write into swap; NULL: the limit */
    const char *peak, *events;
} hierarchies[] = {
    {":memory:", "/sys/fs/cgroup/memory", "tasks", "memory.limit_in_bytes",
     "memory.memsw.limit_in_bytes", NULL, "memory.max_usage_in_bytes", "memory.oom_control"},
    {"0::", "/sys/fs/cgroup", "cgroup.procs", "memory.max", "memory.swap.max", "0", "memory.peak",
     "memory.events"},
};
enum { HIERARCHY_COUNT = sizeof hierarchies / sizeof *hierarchies };

static int open_file(const char *group, const char *name, int flags)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", group, name);
    return open(path, flags | O_CLOEXEC);
}

static bool write_file(const char *group, const char *name, const char *text)
{
    cleanup_fd int file = open_file(group, name, O_WRONLY);
    return file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);
}

static bool read_file(const char *group, const char *name, char *text, size_t size)
{
    cleanup_fd int file = open_file(group, name, O_RDONLY);
    ssize_t length = file >= 0 ? read(file, text, size - 1) : -1;
    text[length > 0 ? length : 0] = '\0';
    return length > 0;
}

static void remove_leftovers(const char *parent)
{
    DIR *folder = opendir(parent);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        int worker;
        if (sscanf(entry->d_name, GROUP_PREFIX "%d-", &worker) == 1 && worker > 0 &&
            kill(worker, 0) < 0 && errno == ESRCH)
            unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR);
    }
    closedir(folder);
}

/* Our own group in a hierarchy, as a folder; "" when there is none. */
static void find_parent(const struct hierarchy *hierarchy, char parent[PATH_MAX])
{
    cleanup_file FILE *groups = fopen("/proc/self/cgroup", "re");
    char line[PATH_MAX];
    parent[0] = '\0';
    while (groups && fgets(line, sizeof line, groups)) {
        char *match = strstr(line, hierarchy->line);
        if (!match || (hierarchy->line[0] != ':' && match != line))
            continue;
        line[strcspn(line, "\n")] = '\0';
        int length =
            snprintf(parent, PATH_MAX, "%s%s", hierarchy->mount, match + strlen(hierarchy->line));
        if (length >= PATH_MAX || access(parent, W_OK) < 0)
            snprintf(parent, PATH_MAX, "%s", hierarchy->mount);
        remove_leftovers(parent);
        return;
    }
}

static bool make_below(const char *parent, const struct hierarchy *hierarchy, const char *limit,
                       struct memory_group *group)
{
    static unsigned serial;
    int length = snprintf(group->path, sizeof group->path, "%s/" GROUP_PREFIX "%d-%u", parent,
                          (int)getpid(), serial++);
    if (length < (int)sizeof group->path && mkdir(group->path, 0755) == 0) {
        if (write_file(group->path, hierarchy->limit, limit)) {
            /* Absent where swap isn't accounted, and then there is nothing to forbid. */
            write_file(group->path, hierarchy->swap,
                       hierarchy->no_swap ? hierarchy->no_swap : limit);
            group->entry = open_file(group->path, hierarchy->entry, O_WRONLY);
            group->events = open_file(group->path, hierarchy->events, O_RDONLY);
            return true;
        }
        rmdir(group->path);
    }
    group->path[0] = '\0';
    return false;
}

bool memory_group_make(struct memory_group *group, uint64_t bytes)
{
    static char parents[HIERARCHY_COUNT][PATH_MAX];
    static pid_t found_by; /* a forked child looks again: its group may be another */
    char limit[24];
    if (found_by != getpid()) {
        for (int i = 0; i < HIERARCHY_COUNT; i++)
            find_parent(&hierarchies[i], parents[i]);
        found_by = getpid();
    }
    snprintf(limit, sizeof limit, "%llu", (unsigned long long)bytes);
    for (int i = 0; i < HIERARCHY_COUNT; i++)
        if (parents[i][0] && make_below(parents[i], &hierarchies[i], limit, group))
            return true;
    return false;
}

/* Somebody else's move waits until no processor is anywhere near a fork or exit; one's own, of a
 * single thread, doesn't. */
bool memory_group_join(int entry)
{
    return write(entry, "0", 1) == 1;
}

uint64_t memory_group_peak(const struct memory_group *group)
{
    char text[32];
    for (int i = 0; group->path[0] && i < HIERARCHY_COUNT; i++)
        if (read_file(group->path, hierarchies[i].peak, text, sizeof text))
            return strtoull(text, NULL, 10);
    return 0;
}

bool memory_group_killed(const struct memory_group *group)
{
    char text[512];
    ssize_t length = group->path[0] ? pread(group->events, text, sizeof text - 1, 0) : -1;
    text[length > 0 ? length : 0] = '\0';
    const char *kills = strstr(text, "oom_kill ");
    return kills && strtoull(kills + strlen("oom_kill "), NULL, 10) > 0;
}

void memory_group_remove(struct memory_group *group)
{
    if (!group->path[0])
        return;
    int open_files[] = {group->entry, group->events};
    for (int i = 0; i < 2; i++)
        if (open_files[i] >= 0)
            close(open_files[i]);
    rmdir(group->path);
    group->path[0] = '\0';
}
