/* SPDX-License-Identifier: MIT */
/* Files by name and by descriptor. The kernel carries these out; the director names what they
 * touch, and passes over what nobody else can notice (closing a plain file, asking its size). */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/fifo.h"
#include "director/path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <string.h>
#include <sys/syscall.h>

enum need { ANYTHING, TO_BE_THERE, TO_BE_FREE }; /* what a path must be for the call to succeed */

struct path_call {
    short number;
    struct path_argument first, second;
    enum need of_first, of_second;
};

#define ONE(path, need) {NO_ARGUMENT, path}, {NO_ARGUMENT, NO_ARGUMENT}, need, ANYTHING
#define ONE_AT(folder, path, need) {folder, path}, {NO_ARGUMENT, NO_ARGUMENT}, need, ANYTHING
#define TWO(first, second, of_first, of_second)                                                    \
    {NO_ARGUMENT, first}, {NO_ARGUMENT, second}, of_first, of_second

static const struct path_call path_calls[] = {
    {SYS_open, ONE(0, ANYTHING)},
    {SYS_creat, ONE(0, ANYTHING)},
    {SYS_openat, ONE_AT(0, 1, ANYTHING)},
    {SYS_stat, ONE(0, TO_BE_THERE)},
    {SYS_lstat, ONE(0, TO_BE_THERE)},
    {SYS_access, ONE(0, TO_BE_THERE)},
    {SYS_readlink, ONE(0, TO_BE_THERE)},
    {SYS_readlinkat, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_newfstatat, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_statx, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_faccessat, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_faccessat2, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_truncate, ONE(0, TO_BE_THERE)},
    {SYS_unlink, ONE(0, TO_BE_THERE)},
    {SYS_unlinkat, ONE_AT(0, 1, TO_BE_THERE)},
    {SYS_rmdir, ONE(0, TO_BE_THERE)},
    {SYS_mkdir, ONE(0, TO_BE_FREE)},
    {SYS_mkdirat, ONE_AT(0, 1, TO_BE_FREE)},
    {SYS_mknod, ONE(0, TO_BE_FREE)},
    {SYS_mknodat, ONE_AT(0, 1, TO_BE_FREE)},
    {SYS_rename, TWO(0, 1, TO_BE_THERE, ANYTHING)},
    {SYS_renameat, {0, 1}, {2, 3}, TO_BE_THERE, ANYTHING},
    {SYS_renameat2, {0, 1}, {2, 3}, TO_BE_THERE, ANYTHING},
    {SYS_link, TWO(0, 1, TO_BE_THERE, TO_BE_FREE)},
    {SYS_linkat, {0, 1}, {2, 3}, TO_BE_THERE, TO_BE_FREE},
    {SYS_symlink, TWO(0, 1, ANYTHING, TO_BE_FREE)},
    {SYS_symlinkat, {NO_ARGUMENT, 0}, {1, 2}, ANYTHING, TO_BE_FREE},
};

#undef ONE
#undef ONE_AT
#undef TWO

static const struct path_call *path_call(int number)
{
    static const struct path_call first_argument = {
        0, {NO_ARGUMENT, 0}, {NO_ARGUMENT, NO_ARGUMENT}, ANYTHING, ANYTHING};
    for (size_t i = 0; i < sizeof path_calls / sizeof path_calls[0]; i++)
        if (path_calls[i].number == number)
            return &path_calls[i];
    return &first_argument;
}

static void announce_path(struct director *director, struct live_task *task)
{
    char path[PATH_LIMIT];
    announce_default(director, task);
    const struct path_call *call = path_call(task->call.nr);
    if (path_read(director, task, call->second.path != NO_ARGUMENT ? call->second : call->first,
                  path))
        task->announced.object = object_of_path(director, path);
}

static int64_t foresee_path(struct director *director, const struct live_task *task,
                            struct path_argument where, enum need need)
{
    char path[PATH_LIMIT];
    if (need == ANYTHING || !path_read(director, task, where, path))
        return 0;
    enum presence presence = path_presence(director, path);
    if (need == TO_BE_THERE)
        return presence == PATH_ABSENT ? -ENOENT : 0;
    return presence == PATH_PRESENT ? -EEXIST : 0;
}

/* The kernel carries the call out and doesn't tell how it ended. The usual failures are foreseen,
 * for nobody else moves: a name that isn't there, or that is there already. */
static int64_t foresee(struct director *director, const struct live_task *task)
{
    const struct path_call *call = path_call(task->call.nr);
    int64_t first = foresee_path(director, task, call->first, call->of_first);
    return first ? first : foresee_path(director, task, call->second, call->of_second);
}

static void perform_path(struct director *director, struct live_task *task)
{
    if (!task->announced.unrecorded)
        record_step(director, task, foresee(director, task));
    grant_continue(director, task);
}

const struct call_class call_path = {announce_path, NULL, perform_path, NULL};

static void perform_make(struct director *director, struct live_task *task)
{
    director->has_fifos = true; /* for devices it needs a capability */
    perform_path(director, task);
}

const struct call_class call_make = {announce_path, NULL, perform_make, NULL};

/* Where files can be made or changed: in the working folder, whose names are told without it, and
 * in these. */
static bool is_writable(const struct director *director, uint32_t object)
{
    static const char *const folders[] = {"/tmp/", "/dev/shm/"};
    const char *name = director->run->objects[object].name;
    bool writable = object && name[0] != '/';
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        writable |= strncmp(name, folders[i], strlen(folders[i])) == 0;
    return writable;
}

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
    bool outside = !is_writable(director, announced->object);
    announced->transparent = outside;
    announced->unrecorded = outside;
    task->fifo.waits = !outside && fifo_would_wait(director, task);
}

static int64_t foresee_open(struct director *director, const struct live_task *task)
{
    struct path_argument where = path_call(task->call.nr)->first;
    uint64_t flags = open_flags(task);
    if (flags & O_CREAT)
        return foresee_path(director, task, where, flags & O_EXCL ? TO_BE_FREE : ANYTHING);
    return foresee_path(director, task, where, TO_BE_THERE);
}

static bool open_ready(struct director *director, struct live_task *task)
{
    return !task->fifo.waits || fifo_ready(director, task);
}

/* There is no /proc where the kernel would find it: it gets a duplicate. */
static bool opens_descriptor(struct director *director, struct live_task *task)
{
    int fd = path_descriptor(director->run->objects[task->announced.object].name);
    if (!task->announced.unrecorded || fd < 0)
        return false;
    int copy = descriptor_borrow(director, task, fd), given = -ENOENT;
    if (copy >= 0)
        given =
            transport_give(director->target.listener, task->id, copy, open_flags(task) & O_CLOEXEC);
    descriptor_return(director, task, fd, copy);
    grant_answer(director, task, given);
    return true;
}

static void perform_open(struct director *director, struct live_task *task)
{
    if (opens_descriptor(director, task))
        return;
    if (task->fifo.waits)
        fifo_prepare(director, task);
    if (!task->announced.unrecorded) {
        int64_t result = foresee_open(director, task);
        process_of(director, task)->unseen += result >= 0;
        record_step(director, task, result);
    }
    grant_continue(director, task);
}

const struct call_class call_open = {announce_open, open_ready, perform_open, NULL};

/* The step's data is "old name", NUL, "new name", from the root. */
static void perform_two_paths(struct director *director, struct live_task *task)
{
    char names[2 * PATH_LIMIT] = "", second[PATH_LIMIT];
    const struct path_call *call = path_call(task->call.nr);
    int64_t result = foresee(director, task);
    bool known = path_read(director, task, call->first, names) &&
                 path_read(director, task, call->second, second);
    struct step *step = record_step(director, task, result);
    if (known) {
        size_t first = strlen(names) + 1, length = strlen(second);
        memcpy(names + first, second, length);
        record_data(director, step, names, first + length);
        if (task->announced.operation == OPERATION_RENAME && result == 0)
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

const struct call_class call_stat = {announce_stat, NULL, perform_path, NULL};

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

static void perform_close_range(struct director *director, struct live_task *task)
{
    uint64_t last = task->call.args[1] < DESCRIPTORS ? task->call.args[1] : DESCRIPTORS - 1;
    bool later = task->call.args[2] & CLOSE_RANGE_CLOEXEC;
    for (uint64_t fd = (uint32_t)task->call.args[0]; !later && fd <= last; fd++)
        descriptor_forget(director, task, (int)fd);
    perform_continue(director, task);
}

const struct call_class call_close_range = {announce_default, NULL, perform_close_range, NULL};

const struct call_class call_close = {announce_close, NULL, perform_close, NULL};

static void announce_duplicate(struct director *director, struct live_task *task)
{
    announce_closing(director, task, (int)task->call.args[1]);
}

const struct call_class call_duplicate = {announce_duplicate, NULL, perform_close, NULL};

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
