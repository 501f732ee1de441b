/* SPDX-License-Identifier: MIT */
/* The wire between director and tasks. A notification that vanished (ENOENT) is normal: its task
 * died, or a signal took it out of the call. */
#define _GNU_SOURCE
#include "director/transport.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

void transport_prepare(int listener)
{
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
}

int transport_receive(int listener, struct seccomp_notif *request)
{
    memset(request, 0, sizeof *request);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, request) == 0)
        return 1;
    return errno == ENOENT || errno == EINTR ? 0 : -1;
}

static bool respond(int listener, struct seccomp_notif_resp response)
{
    int result;
    do /* the ticking timer may interrupt the wait for the kernel's own lock */
        result = ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    while (result < 0 && errno == EINTR);
    return result == 0;
}

bool transport_answer(int listener, uint64_t id, int64_t value)
{
    bool failed = value < 0;
    return respond(listener, (struct seccomp_notif_resp){.id = id,
                                                         .val = failed ? 0 : value,
                                                         .error = failed ? (int)value : 0});
}

bool transport_continue(int listener, uint64_t id)
{
    return respond(
        listener, (struct seccomp_notif_resp){.id = id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE});
}

int transport_give(int listener, uint64_t id, int descriptor, bool close_on_exec)
{
    struct seccomp_notif_addfd gift = {
        .id = id, .srcfd = (uint32_t)descriptor, .newfd_flags = close_on_exec ? O_CLOEXEC : 0};
    int given;
    do
        given = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &gift);
    while (given < 0 && errno == EINTR);
    return given < 0 ? -errno : given;
}

ssize_t task_read(pid_t task, uint64_t address, void *buffer, size_t size)
{
    struct iovec here = {buffer, size}, there = {(void *)(uintptr_t)address, size};
    return process_vm_readv(task, &here, 1, &there, 1, 0);
}

ssize_t task_write(pid_t task, uint64_t address, const void *data, size_t size)
{
    struct iovec here = {(void *)(uintptr_t)data, size}, there = {(void *)(uintptr_t)address, size};
    return process_vm_writev(task, &here, 1, &there, 1, 0);
}

bool task_read_string(pid_t task, uint64_t address, char *buffer, size_t size)
{
    for (size_t used = 0; used < size;) {
        size_t to_page_end = 4096 - (size_t)((address + used) % 4096);
        size_t want = size - used < to_page_end ? size - used : to_page_end;
        ssize_t got = task_read(task, address + used, buffer + used, want);
        if (got <= 0)
            return false;
        if (memchr(buffer + used, '\0', (size_t)got))
            return true;
        used += (size_t)got;
    }
    return false;
}

int process_open(pid_t process)
{
    return (int)syscall(SYS_pidfd_open, process, 0);
}

int descriptor_copy(int pidfd, int descriptor)
{
    return (int)syscall(SYS_pidfd_getfd, pidfd, descriptor, 0);
}

pid_t pidfd_process(int pidfd)
{
    char path[64], line[128];
    int os = 0;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", pidfd);
    FILE *info = pidfd >= 0 ? fopen(path, "re") : NULL;
    while (info && fgets(line, sizeof line, info))
        sscanf(line, "Pid: %d", &os);
    if (info)
        fclose(info);
    return os > 0 ? os : 0;
}

bool process_signal(int pidfd, int signal, const siginfo_t *info)
{
    return syscall(SYS_pidfd_send_signal, pidfd, signal, info, 0) == 0;
}

short descriptor_polls(int descriptor, short events)
{
    struct pollfd one = {.fd = descriptor, .events = events};
    int result;
    do /* the ticking timer may interrupt even a look */
        result = poll(&one, 1, 0);
    while (result < 0 && errno == EINTR);
    return result > 0 ? one.revents : 0;
}

bool process_ended(int pidfd)
{
    return descriptor_polls(pidfd, POLLIN) != 0;
}
