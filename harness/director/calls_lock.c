/* SPDX-License-Identifier: MIT */
/* File locks, with the kernel's own ownership: flock belongs to the open file description, fcntl
 * record locks to the process. Whether a lock could be had now is asked without taking it; what is
 * granted, the kernel carries out, and it doesn't block. */
#define _GNU_SOURCE
#include "director/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t lock_object(struct director *director, struct live_task *task)
{
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    if (!descriptor || descriptor->class != OBJECT_CONTENT)
        return 0;
    struct object_key key = director->keys[descriptor->object];
    char name[256];
    snprintf(name, sizeof name, "lock on %.200s", director->run->objects[descriptor->object].name);
    return object_of(director, OBJECT_FILE_LOCK, key.first, key.second, name);
}

static void announce_flock(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.object = lock_object(director, task);
    int asked = (int)task->call.args[1];
    task->announced.argument = asked;
    if (asked & LOCK_UN)
        task->announced.operation = OPERATION_FILE_UNLOCK;
}

/* Asked on a fresh description of the same file, which conflicts with every holder. */
static bool flock_possible(int copy, int asked)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", copy);
    int fresh = open(path, O_RDONLY | O_CLOEXEC);
    if (fresh < 0)
        return true;
    bool possible = flock(fresh, (asked & (LOCK_SH | LOCK_EX)) | LOCK_NB) == 0;
    close(fresh);
    return possible;
}

/* Does the description hold a lock itself? Then the kernel converts it, whichever of the processes
 * that share the description asks. The kernel lists a description's locks in its fdinfo. */
static bool holds_own(int copy)
{
    char path[64], line[256];
    bool holds = false;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", copy);
    FILE *about = fopen(path, "re");
    while (about && fgets(line, sizeof line, about))
        holds |= strstr(line, "FLOCK") != NULL;
    if (about)
        fclose(about);
    return holds;
}

static bool flock_ready(struct director *director, struct live_task *task)
{
    int asked = (int)task->call.args[1];
    if (asked & (LOCK_UN | LOCK_NB))
        return true;
    int copy = descriptor_copy(process_of(director, task)->pidfd, (int)task->call.args[0]);
    if (copy < 0)
        return true;
    bool possible = flock_possible(copy, asked) || holds_own(copy);
    close(copy);
    return possible;
}

static void note_holder(struct director *director, struct live_task *task, bool releases)
{
    uint32_t object = task->announced.object;
    if (releases)
        director->keys[object].holder = NO_TASK;
    else if (director->keys[object].holder == NO_TASK)
        director->keys[object].holder = task->index;
}

/* Carried out on our duplicate, which is the same description: so the result is known. The kernel
 * converts a lock by giving up the old one, then getting the new one like everybody else: where
 * that has to wait, the call stays pending. */
static void perform_flock(struct director *director, struct live_task *task)
{
    int copy = descriptor_copy(process_of(director, task)->pidfd, (int)task->call.args[0]);
    if (copy < 0) {
        perform_continue(director, task);
        return;
    }
    int asked = (int)task->call.args[1];
    int64_t result = flock(copy, asked | LOCK_NB) == 0 ? 0 : -errno;
    close(copy);
    if (result == -EWOULDBLOCK && !(asked & LOCK_NB)) {
        note_holder(director, task, true);
        return;
    }
    if (result == 0)
        note_holder(director, task, asked & LOCK_UN);
    record_step(director, task, result);
    grant_answer(director, task, result);
}

const struct call_class call_flock = {announce_flock, flock_ready, perform_flock, NULL};

static bool read_lock(const struct live_task *task, struct flock *lock)
{
    return task_read(task->os, task->call.args[2], lock, sizeof *lock) == sizeof *lock;
}

void announce_record_lock(struct director *director, struct live_task *task)
{
    struct flock lock = {0};
    task->announced.operation = OPERATION_FILE_LOCK;
    task->announced.access = ACCESS_WRITE;
    task->announced.object = lock_object(director, task);
    task->announced.argument = (int64_t)task->call.args[1];
    if (read_lock(task, &lock) && lock.l_type == F_UNLCK)
        task->announced.operation = OPERATION_FILE_UNLOCK;
}

struct wanted { /* a record lock on [start, end]; end -1: to infinity */
    short type;
    off_t start, end;
    pid_t own; /* the process, as /proc/locks names it */
    ino_t file;
};

/* A line of /proc/locks: "1: POSIX ADVISORY WRITE 71 00:2e:5 0 EOF". A description's process is -1;
 * who waits has "->" before the kind, and holds nothing. */
static pid_t holder_in(const char *line, const struct wanted *wanted)
{
    char kind[16], type[16], last[24];
    unsigned long file;
    long start;
    int holder;
    if (sscanf(line, "%*d: %15s %*s %15s %d %*x:%*x:%lu %ld %23s", kind, type, &holder, &file,
               &start, last) != 6 ||
        strcmp(kind, "FLOCK") == 0 || file != wanted->file || holder == wanted->own ||
        (wanted->type == F_RDLCK && strcmp(type, "READ") == 0))
        return 0;
    bool behind = wanted->end >= 0 && start > wanted->end;
    bool before = strcmp(last, "EOF") != 0 && strtol(last, NULL, 10) < wanted->start;
    return behind || before ? 0 : holder;
}

static pid_t listed_holder(const struct wanted *wanted)
{
    char line[256];
    pid_t holder = 0;
    FILE *locks = fopen("/proc/locks", "re");
    while (locks && !holder && fgets(line, sizeof line, locks))
        holder = holder_in(line, wanted);
    if (locks)
        fclose(locks);
    return holder;
}

/* Who holds a conflicting record lock in [start, end)? The query names one holder. Where that is
 * the process itself, which wants to convert its lock, the list of all tells of others. For a
 * description the kernel knows what is its own by our duplicate. end 0: to infinity. The answer 0:
 * nobody; -1: a description. */
static pid_t conflict(int copy, int query, short type, off_t start, off_t end, pid_t own)
{
    struct stat about;
    struct flock probe = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = end ? end - start : 0};
    if (fcntl(copy, query, &probe) < 0 || probe.l_type == F_UNLCK || fstat(copy, &about) < 0)
        return 0;
    if (probe.l_pid != own)
        return probe.l_pid;
    return listed_holder(&(struct wanted){type, start, end - 1, own, about.st_ino});
}

static off_t absolute_start(int copy, const struct flock *lock)
{
    struct stat about;
    if (lock->l_whence == SEEK_CUR)
        return lseek(copy, 0, SEEK_CUR) + lock->l_start;
    if (lock->l_whence == SEEK_END && fstat(copy, &about) == 0)
        return about.st_size + lock->l_start;
    return lock->l_start;
}

/* The holder of what the task wants to lock, and has to wait for; 0: it needn't. */
static pid_t holder_in_the_way(struct director *director, const struct live_task *task)
{
    uint64_t command = task->call.args[1];
    struct flock lock;
    bool waits = command == F_SETLKW || command == F_OFD_SETLKW;
    if (!waits || !read_lock(task, &lock) || lock.l_type == F_UNLCK)
        return 0;
    int copy = descriptor_copy(process_of(director, task)->pidfd, (int)task->call.args[0]);
    if (copy < 0)
        return 0;
    pid_t own = director->tasks[process_of(director, task)->leader].os;
    off_t start = absolute_start(copy, &lock);
    off_t end = lock.l_len ? start + lock.l_len : 0;
    int query = command == F_SETLKW ? F_GETLK : F_OFD_GETLK;
    pid_t holder = conflict(copy, query, lock.l_type, start, end, own);
    close(copy);
    return holder;
}

/* A task of the process that waits for a record lock, and has done so no shorter than `since`. */
static struct live_task *waiting_task(struct director *director, pid_t os, uint64_t since)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (director->tasks[process_of(director, task)->leader].os == os &&
            task->state == TASK_PENDING && task->call.nr == SYS_fcntl &&
            task->call.args[1] == F_SETLKW && task->announced_at <= since)
            return task;
    }
    return NULL;
}

/* The kernel refuses the wait that would close a cycle: the last one, where that can be told. */
static bool closes_cycle(struct director *director, const struct live_task *task)
{
    pid_t own = director->tasks[process_of(director, task)->leader].os;
    pid_t holder = holder_in_the_way(director, task);
    for (size_t i = 0; i < director->process_count && holder > 0 && holder != own; i++) {
        const struct live_task *next = waiting_task(director, holder, task->announced_at);
        holder = next ? holder_in_the_way(director, next) : 0;
    }
    return holder == own;
}

bool record_lock_ready(struct director *director, struct live_task *task)
{
    return holder_in_the_way(director, task) == 0 || closes_cycle(director, task);
}

void perform_record_lock(struct director *director, struct live_task *task)
{
    if (holder_in_the_way(director, task) == 0) {
        perform_continue(director, task);
        return;
    }
    record_step(director, task, -EDEADLK);
    grant_answer(director, task, -EDEADLK);
}
