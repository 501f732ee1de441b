/* SPDX-License-Identifier: MIT */
/* Files by name and by descriptor. The kernel carries these out; the director names what they
 * touch, and passes over what nobody else can notice (closing a plain file, asking its size). */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/fifo.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>

enum { PATH_LIMIT = 1024 };

/* Which argument holds the path, and which the second one; -1: none. */
struct path_call {
    short number;
    signed char first, second;
};

static const struct path_call path_calls[] = {
    {SYS_open, 0, -1},      {SYS_creat, 0, -1},      {SYS_openat, 1, -1},     {SYS_stat, 0, -1},
    {SYS_lstat, 0, -1},     {SYS_access, 0, -1},     {SYS_truncate, 0, -1},   {SYS_unlink, 0, -1},
    {SYS_unlinkat, 1, -1},  {SYS_rmdir, 0, -1},      {SYS_mkdir, 0, -1},      {SYS_mkdirat, 1, -1},
    {SYS_rename, 0, 1},     {SYS_renameat, 1, 3},    {SYS_renameat2, 1, 3},   {SYS_link, 0, 1},
    {SYS_linkat, 1, 3},     {SYS_symlink, 0, 1},     {SYS_newfstatat, 1, -1}, {SYS_statx, 1, -1},
    {SYS_faccessat, 1, -1}, {SYS_faccessat2, 1, -1},
};

static const struct path_call *path_call(int number)
{
    static const struct path_call first_argument = {0, 0, -1};
    for (size_t i = 0; i < sizeof path_calls / sizeof path_calls[0]; i++)
        if (path_calls[i].number == number)
            return &path_calls[i];
    return &first_argument;
}

static bool read_path(const struct live_task *task, int argument, char *path)
{
    path[0] = '\0';
    return argument >= 0 && task_read_string(task->os, task->call.args[argument], path, PATH_LIMIT);
}

static void announce_path(struct director *director, struct live_task *task)
{
    char path[PATH_LIMIT];
    announce_default(director, task);
    const struct path_call *call = path_call(task->call.nr);
    if (read_path(task, call->second >= 0 ? call->second : call->first, path))
        task->announced.object = object_of_path(director, path);
}

static bool below_folder(const struct director *director, uint32_t object)
{
    return object && director->run->objects[object].name[0] != '/';
}

const struct call_class call_path = {announce_path, NULL, perform_continue, NULL};

static uint64_t open_flags(const struct live_task *task)
{
    if (task->call.nr == SYS_creat)
        return O_CREAT | O_WRONLY | O_TRUNC;
    return task->call.args[task->call.nr == SYS_open ? 1 : 2];
}

static void announce_open(struct director *director, struct live_task *task)
{
    announce_path(director, task);
    struct announced *announced = &task->announced;
    announced->argument = (int64_t)open_flags(task);
    bool creates = announced->argument & (O_CREAT | O_TRUNC);
    announced->operation = creates ? OPERATION_CREATE : OPERATION_OPEN;
    announced->access = creates ? ACCESS_WRITE : ACCESS_READ;
    /* The system's own read-only files (/dev/null, the zone file) are nobody's business. */
    bool outside = !below_folder(director, announced->object) &&
                   strncmp(director->run->objects[announced->object].name, "/tmp/", 5) != 0;
    announced->transparent = outside;
    announced->unrecorded = outside;
    char path[PATH_LIMIT];
    if (!outside && read_path(task, path_call(task->call.nr)->first, path))
        task->fifo.waits = fifo_would_wait(task, path, announced->argument, task->fifo.identity);
}

static bool open_ready(struct director *director, struct live_task *task)
{
    return !task->fifo.waits || fifo_ready(director, task);
}

static void perform_open(struct director *director, struct live_task *task)
{
    if (task->fifo.waits)
        fifo_prepare(director, task);
    process_of(director, task)->unseen += !task->announced.unrecorded;
    perform_continue(director, task);
}

const struct call_class call_open = {announce_open, open_ready, perform_open, NULL};

/* The step's data is "old name", NUL, "new name", as the program gave them. */
static void perform_two_paths(struct director *director, struct live_task *task)
{
    char names[2 * PATH_LIMIT] = "", second[PATH_LIMIT];
    const struct path_call *call = path_call(task->call.nr);
    bool known = read_path(task, call->first, names) && read_path(task, call->second, second);
    struct step *step = record_step(director, task, 0);
    if (known) {
        size_t first = strlen(names) + 1, length = strlen(second);
        memcpy(names + first, second, length);
        record_data(director, step, names, first + length);
        if (task->announced.operation == OPERATION_RENAME)
            object_rename(director, names, second);
    }
    grant_continue(director, task);
}

const struct call_class call_two_paths = {announce_path, NULL, perform_two_paths, NULL};

static void announce_stat(struct director *director, struct live_task *task)
{
    bool by_descriptor = task->call.nr != SYS_faccessat &&
                         task->call.args[task->call.nr == SYS_newfstatat ? 3 : 2] & AT_EMPTY_PATH;
    announce_path(director, task);
    task->announced.transparent = by_descriptor;
    task->announced.unrecorded = by_descriptor;
}

const struct call_class call_stat = {announce_stat, NULL, perform_continue, NULL};

static void announce_descriptor(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    if (descriptor)
        task->announced.object = descriptor->object;
}

const struct call_class call_truncate = {announce_descriptor, NULL, perform_continue, NULL};

static bool holds_file_lock(const struct director *director, uint32_t content)
{
    for (size_t i = 1; i < director->run->object_count; i++)
        if (director->keys[i].class == OBJECT_FILE_LOCK &&
            director->keys[i].first == director->keys[content].first &&
            director->keys[i].second == director->keys[content].second)
            return true;
    return false;
}

/* Closing is seen by others when it ends a channel or gives up a lock. */
static bool closing_shows(struct director *director, const struct descriptor *descriptor)
{
    if (!descriptor)
        return false;
    return descriptor->class == OBJECT_CHANNEL ||
           (descriptor->class == OBJECT_CONTENT && holds_file_lock(director, descriptor->object));
}

static void announce_closing(struct director *director, struct live_task *task, int fd)
{
    announce_default(director, task);
    const struct descriptor *descriptor = descriptor_of(director, task, fd);
    bool shows = closing_shows(director, descriptor);
    task->announced.object = descriptor ? descriptor->object : 0;
    task->announced.access = shows ? ACCESS_WRITE : ACCESS_NONE;
    task->announced.transparent = !shows;
    task->announced.unrecorded = !descriptor || descriptor->class == OBJECT_NONE;
    task->announced.argument = fd;
}

static void announce_close(struct director *director, struct live_task *task)
{
    announce_closing(director, task, (int)task->call.args[0]);
}

static void perform_close(struct director *director, struct live_task *task)
{
    descriptor_forget(director, task, (int)task->announced.argument);
    perform_continue(director, task);
}

const struct call_class call_close = {announce_close, NULL, perform_close, NULL};

static void announce_duplicate(struct director *director, struct live_task *task)
{
    announce_closing(director, task, (int)task->call.args[1]);
}

const struct call_class call_duplicate = {announce_duplicate, NULL, perform_close, NULL};

/* Moves a position, which only relatives share: see `inherited` in task.h. */
static void announce_seek(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    bool shared = descriptor && descriptor->class == OBJECT_CONTENT && descriptor->inherited;
    task->announced.object = descriptor ? descriptor->object : 0;
    task->announced.access = shared ? ACCESS_WRITE : ACCESS_NONE;
    task->announced.transparent = !shared;
    task->announced.unrecorded = !shared;
}

const struct call_class call_seek = {announce_seek, NULL, perform_continue, NULL};

static bool is_lock_command(uint64_t command)
{
    return command == F_SETLK || command == F_SETLKW || command == F_GETLK ||
           command == F_OFD_SETLK || command == F_OFD_SETLKW || command == F_OFD_GETLK;
}

static void announce_control(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    if (is_lock_command(task->call.args[1])) {
        announce_record_lock(director, task);
        return;
    }
    task->announced.operation = OPERATION_DUPLICATE;
    task->announced.transparent = true;
    task->announced.unrecorded = true;
}

static bool control_ready(struct director *director, struct live_task *task)
{
    return !is_lock_command(task->call.args[1]) || record_lock_ready(director, task);
}

static void perform_control(struct director *director, struct live_task *task)
{
    if (is_lock_command(task->call.args[1]))
        perform_record_lock(director, task);
    else
        perform_continue(director, task);
}

const struct call_class call_control = {announce_control, control_ready, perform_control, NULL};
