/* SPDX-License-Identifier: MIT */
/* System V semaphores and message queues. The director can't see whether such a call would wait,
 * and nobody may wait in the kernel; so a call that may wait is tried without waiting, and after a
 * failure the director is asked to say when another task has done something to the object. */
#define _GNU_SOURCE
#include "agent.h"

#include <errno.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <time.h>

enum { MOST_OPERATIONS = 500 }; /* SEMOPM */

int __wrap_semop(int set, struct sembuf *operations, size_t count);
int __wrap_semtimedop(int set, struct sembuf *operations, size_t count,
                      const struct timespec *limit);
int __real_semtimedop(int set, struct sembuf *operations, size_t count,
                      const struct timespec *limit);
int __wrap_msgsnd(int queue, const void *message, size_t size, int flags);
int __real_msgsnd(int queue, const void *message, size_t size, int flags);
ssize_t __wrap_msgrcv(int queue, void *message, size_t size, long type, int flags);
ssize_t __real_msgrcv(int queue, void *message, size_t size, long type, int flags);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);

/* True: try again. False: errno says why not. */
static int await_change(const struct timespec *until)
{
    long result = agent_syscall(AGENT_CALL, AGENT_AWAIT, (long)until, 0, 0, 0);
    if (result < 0)
        errno = (int)-result;
    return result >= 0;
}

/* The object was there when the wait began: it was removed. */
static void tell_removal(int waited)
{
    if (waited && errno == EINVAL)
        errno = EIDRM;
}

static int may_wait(const struct sembuf *operations, size_t count)
{
    int waits = count > 0 && count <= MOST_OPERATIONS;
    for (size_t i = 0; waits && i < count; i++)
        waits = !(operations[i].sem_flg & IPC_NOWAIT);
    return waits;
}

static const struct timespec *moment(const struct timespec *limit, struct timespec *until)
{
    if (!limit)
        return NULL;
    __wrap_clock_gettime(CLOCK_MONOTONIC, until);
    until->tv_sec += limit->tv_sec + (until->tv_nsec + limit->tv_nsec) / 1000000000;
    until->tv_nsec = (until->tv_nsec + limit->tv_nsec) % 1000000000;
    return until;
}

int __wrap_semtimedop(int set, struct sembuf *operations, size_t count,
                      const struct timespec *limit)
{
    struct sembuf tried[MOST_OPERATIONS];
    struct timespec until;
    if (!may_wait(operations, count))
        return __real_semtimedop(set, operations, count, limit);
    memcpy(tried, operations, count * sizeof *tried);
    for (size_t i = 0; i < count; i++)
        tried[i].sem_flg |= IPC_NOWAIT;
    const struct timespec *end = moment(limit, &until);
    for (int waited = 0;; waited = 1) {
        int result = __real_semtimedop(set, tried, count, NULL);
        if (result < 0)
            tell_removal(waited);
        if (result == 0 || errno != EAGAIN || !await_change(end))
            return result;
    }
}

int __wrap_semop(int set, struct sembuf *operations, size_t count)
{
    return __wrap_semtimedop(set, operations, count, NULL);
}

int __wrap_msgsnd(int queue, const void *message, size_t size, int flags)
{
    for (int waited = 0;; waited = 1) {
        int result = __real_msgsnd(queue, message, size, flags | IPC_NOWAIT);
        if (result < 0)
            tell_removal(waited);
        if (result == 0 || errno != EAGAIN || flags & IPC_NOWAIT || !await_change(NULL))
            return result;
    }
}

ssize_t __wrap_msgrcv(int queue, void *message, size_t size, long type, int flags)
{
    for (int waited = 0;; waited = 1) {
        ssize_t result = __real_msgrcv(queue, message, size, type, flags | IPC_NOWAIT);
        if (result < 0)
            tell_removal(waited);
        if (result >= 0 || errno != ENOMSG || flags & IPC_NOWAIT || !await_change(NULL))
            return result;
    }
}
