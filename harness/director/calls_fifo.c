/* SPDX-License-Identifier: MIT */
/* Opening a named FIFO, which waits for the other side. Two tasks that wait for each other there
 * are both ready: the one that goes first finds the FIFO kept open from both sides by us, and the
 * side of the one that is still to come is kept until it has come, so that nobody sees an end that
 * isn't one. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/fifo.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The file that the task names, without following any link: the names are the submission's. */
static int find(const struct live_task *task, const char *path)
{
    char folder[64];
    bool absolute = path[0] == '/';
    snprintf(folder, sizeof folder, "/proc/%d/%s", (int)task->os, absolute ? "root" : "cwd");
    cleanup_fd int from = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct open_how how = {.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    while (absolute && *path == '/')
        path++;
    return from < 0 ? -1 : (int)syscall(SYS_openat2, from, path, &how, sizeof how);
}

static int open_side(int found, int flags)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", found);
    return open(path, flags | O_NONBLOCK | O_CLOEXEC);
}

bool fifo_would_wait(const struct live_task *task, const char *path, int64_t flags,
                     uint64_t identity[2])
{
    struct stat about;
    if (flags & O_NONBLOCK || (flags & O_ACCMODE) == O_RDWR)
        return false;
    cleanup_fd int found = find(task, path);
    if (found < 0 || fstat(found, &about) < 0 || !S_ISFIFO(about.st_mode))
        return false;
    identity[0] = about.st_dev;
    identity[1] = about.st_ino;
    return true;
}

static bool reads(const struct live_task *task)
{
    return (task->announced.argument & O_ACCMODE) == O_RDONLY;
}

static int open_named(const struct live_task *task, int flags)
{
    char path[1024];
    unsigned argument = task->call.nr == SYS_openat ? 1 : 0;
    if (!task_read_string(task->os, task->call.args[argument], path, sizeof path))
        return -1;
    cleanup_fd int found = find(task, path);
    return found < 0 ? -1 : open_side(found, flags);
}

/* An empty FIFO without writers gives nothing to copy; one with writers might later. */
static bool has_writers(int reader)
{
    int copy[2];
    if (pipe2(copy, O_CLOEXEC | O_NONBLOCK) != 0)
        return true;
    ssize_t copied = tee(reader, copy[1], 1, SPLICE_F_NONBLOCK);
    bool some = copied > 0 || (copied < 0 && errno == EAGAIN);
    close(copy[0]);
    close(copy[1]);
    return some;
}

static bool other_side_is_open(const struct live_task *task)
{
    cleanup_fd int side = open_named(task, reads(task) ? O_RDONLY : O_WRONLY);
    return side >= 0 && (!reads(task) || has_writers(side));
}

static struct live_task *partner(struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *other = &director->tasks[i];
        if (other != task && other->state == TASK_PENDING && other->fifo.waits &&
            other->fifo.identity[0] == task->fifo.identity[0] &&
            other->fifo.identity[1] == task->fifo.identity[1] && reads(other) != reads(task))
            return other;
    }
    return NULL;
}

bool fifo_ready(struct director *director, const struct live_task *task)
{
    return task->fifo.held >= 0 || other_side_is_open(task) || partner(director, task);
}

void fifo_prepare(struct director *director, const struct live_task *task)
{
    struct live_task *other = partner(director, task);
    bool first = task->fifo.held < 0 && other && other->fifo.held < 0 && !other_side_is_open(task);
    /* The one that came second may find that the first has gone again: it opens all the same. */
    director->fifo_both = open_named(task, O_RDWR);
    if (first)
        other->fifo.held = open_named(other, reads(other) ? O_RDONLY : O_WRONLY);
}

void fifo_release(struct live_task *task)
{
    if (task->fifo.held >= 0)
        close(task->fifo.held);
    task->fifo.held = -1;
    task->fifo.waits = false;
}

void fifo_opened(struct director *director)
{
    if (director->fifo_both >= 0)
        close(director->fifo_both);
    director->fifo_both = -1;
}
