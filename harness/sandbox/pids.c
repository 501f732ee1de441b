/* SPDX-License-Identifier: MIT */
/* Theory: inside the namespace ids are given in ascending order, so everybody born since the last
 * reset lies between the base and the last id given, which ns_last_pid tells and sets. Without it a
 * child born for the purpose tells the last id; ids then go on rising from run to run, and
 * sandbox_fixed_pids says so.
 *
 * A pidfd, not a number, is waited for: it is readable once the process is a zombie, whoever reaps
 * it. Children of the program (its run's main) are the program's to reap; orphans are ours. */
#define _GNU_SOURCE
#include "sandbox/pids.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEATH_PATIENCE_MS = 10000 };

static int write_last(const struct pids *pids)
{
    char text[16];
    int length = snprintf(text, sizeof text, "%d", (int)pids->base);
    return pwrite(pids->last, text, (size_t)length, 0) == length ? 0 : -1;
}

void pids_open(struct pids *pids)
{
    pids->base = 1;
    pids->last = open("/proc/sys/kernel/ns_last_pid", O_RDWR | O_CLOEXEC);
    if (pids->last >= 0 && write_last(pids) < 0) {
        close(pids->last);
        pids->last = -1;
    }
}

static pid_t last_given(const struct pids *pids)
{
    char text[16] = "";
    if (pids->last >= 0)
        return pread(pids->last, text, sizeof text - 1, 0) > 0 ? atoi(text) : -1;
    pid_t scout = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (scout == 0)
        _exit(0);
    return scout;
}

/* Returns once `pid` is no more or a zombie. */
static int kill_and_wait(pid_t pid)
{
    if (kill(pid, SIGKILL) < 0)
        return errno == ESRCH ? 0 : -1;
    cleanup_fd int process = (int)syscall(SYS_pidfd_open, pid, 0);
    if (process < 0) /* gone meanwhile, or the id of a thread, which dies with its process */
        return 0;
    struct pollfd wait = {.fd = process, .events = POLLIN};
    int ready = poll(&wait, 1, DEATH_PATIENCE_MS);
    if (ready == 0)
        errno = ETIMEDOUT;
    return ready > 0 ? 0 : -1;
}

static int reap_orphans(pid_t program)
{
    for (;;) {
        siginfo_t ended = {0};
        if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG) < 0)
            return -1;
        if (ended.si_pid == 0)
            return 0;
        if (ended.si_pid == program) {
            errno = ESRCH;
            return -1;
        }
    }
}

int pids_clear(struct pids *pids, pid_t program)
{
    pid_t last = last_given(pids);
    if (last < 0)
        return -1;
    for (pid_t pid = pids->base + 1; pid <= last; pid++)
        if (kill_and_wait(pid) < 0)
            return -1;
    if (reap_orphans(program) < 0)
        return -1;
    if (pids->last >= 0)
        return write_last(pids);
    pids->base = last;
    return 0;
}
