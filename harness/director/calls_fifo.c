/* SPDX-License-Identifier: MIT */
/* Opening a named FIFO, which waits for the other side. Two tasks that wait for each other there
 * are both ready: the one that goes first finds the FIFO kept open from both sides by us, and the
 * side of the one that is still to come is kept until it has come, so that nobody sees an end that
 * isn't one. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/fifo.h"
#include "director/path.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_side(int found, int flags)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", found);
    return open(path, flags | O_NONBLOCK | O_CLOEXEC);
}

/* The file that the task's open names. */
static int find(struct director *director, const struct live_task *task)
{
    char path[PATH_LIMIT];
    bool at = task->call.nr == SYS_openat;
    struct path_argument where = {at ? 0 : NO_ARGUMENT, at ? 1 : 0};
    return path_read(director, task, where, path) ? path_find(director, path) : -1;
}

bool fifo_would_wait(struct director *director, struct live_task *task)
{
    struct stat about;
    int64_t flags = task->announced.argument;
    if (!director->has_fifos || flags & O_NONBLOCK || (flags & O_ACCMODE) == O_RDWR)
        return false;
    cleanup_fd int found = find(director, task);
    if (found < 0 || fstat(found, &about) < 0 || !S_ISFIFO(about.st_mode))
        return false;
    task->fifo.identity[0] = about.st_dev;
    task->fifo.identity[1] = about.st_ino;
    return true;
}

static bool reads(const struct live_task *task)
{
    return (task->announced.argument & O_ACCMODE) == O_RDONLY;
}

static int open_named(struct director *director, const struct live_task *task, int flags)
{
    cleanup_fd int found = find(director, task);
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

static bool other_side_is_open(struct director *director, const struct live_task *task)
{
    cleanup_fd int side = open_named(director, task, reads(task) ? O_RDONLY : O_WRONLY);
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
    return task->fifo.held >= 0 || other_side_is_open(director, task) || partner(director, task);
}

void fifo_prepare(struct director *director, const struct live_task *task)
{
    struct live_task *other = partner(director, task);
    bool first =
        task->fifo.held < 0 && other && other->fifo.held < 0 && !other_side_is_open(director, task);
    /* The one that came second may find that the first has gone again: it opens all the same. */
    director->fifo_both = open_named(director, task, O_RDWR);
    if (first)
        other->fifo.held = open_named(director, other, reads(other) ? O_RDONLY : O_WRONLY);
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
