/* SPDX-License-Identifier: MIT */
/* Where a description stands in a file, and how long the file is. A position concerns the relatives
 * that share it: see `inherited` in descriptor.h. The size is everybody's, and who asks for it
 * takes a step where somebody is there who could change it: lseek to the end, fstat by the
 * student's own code (the agent makes that a call of its own; libc's streams ask by another, which
 * passes).
 *
 * A stream that is opened to append goes to the end at once. That is as good as part of the
 * opening, which is a step that depends on all changes of contents. */
#define _GNU_SOURCE
#include "director/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int descriptor_argument(const struct live_task *task)
{
    return (int)task->call.args[0];
}

static bool is_alone(const struct director *director)
{
    size_t living = 0;
    for (size_t i = 0; i < director->run->task_count; i++)
        living += task_alive(&director->tasks[i]);
    return living == 1;
}

static bool opens_to_append(struct director *director, const struct live_task *task)
{
    if (task->last.operation != OPERATION_CREATE)
        return false;
    int copy = descriptor_borrow(director, task, descriptor_argument(task));
    int flags = copy < 0 ? 0 : fcntl(copy, F_GETFL);
    descriptor_return(director, task, descriptor_argument(task), copy);
    return flags & O_APPEND;
}

static bool asks_size(const struct live_task *task)
{
    return task->call.nr == SYS_fstat || task->call.args[2] == SEEK_END;
}

static void announce_position(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    struct announced *announced = &task->announced;
    const struct descriptor *descriptor = descriptor_of(director, task, descriptor_argument(task));
    bool content = descriptor && descriptor->class == OBJECT_CONTENT;
    bool moves = content && descriptor->inherited && task->call.nr == SYS_lseek;
    bool asks = content && !moves && asks_size(task) && !is_alone(director) &&
                !opens_to_append(director, task);
    announced->object = descriptor ? descriptor->object : 0;
    announced->operation = asks ? OPERATION_SIZE : announced->operation;
    announced->access = moves ? ACCESS_WRITE : asks ? ACCESS_READ : ACCESS_NONE;
    announced->transparent = announced->unrecorded = !moves && !asks;
}

/* The description is shared, so that moving our duplicate moves the task's. */
static void perform_seek(struct director *director, struct live_task *task)
{
    int fd = descriptor_argument(task);
    int copy = task->announced.unrecorded ? -1 : descriptor_borrow(director, task, fd);
    if (copy < 0) {
        perform_continue(director, task);
        return;
    }
    off_t now = lseek(copy, (off_t)task->call.args[1], (int)task->call.args[2]);
    int64_t result = now < 0 ? -errno : now;
    descriptor_return(director, task, fd, copy);
    record_step(director, task, result);
    grant_answer(director, task, result);
}

const struct call_class call_seek = {announce_position, NULL, perform_seek, NULL};
const struct call_class call_size = {announce_position, NULL, perform_continue, NULL};
