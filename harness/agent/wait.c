/* SPDX-License-Identifier: MIT */
/* Waiting for any child of several. The kernel takes the one that was created first, which nobody
 * may rely on; so the director may answer which it shall be, and the kernel is then asked for that
 * one. */
#define _GNU_SOURCE
#include "agent.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t __wrap_wait(int *status);
pid_t __wrap_waitpid(pid_t child, int *status, int options);
pid_t __wrap_wait3(int *status, int options, struct rusage *usage);
pid_t __wrap_wait4(pid_t child, int *status, int options, struct rusage *usage);
pid_t __real_wait4(pid_t child, int *status, int options, struct rusage *usage);
int __wrap_waitid(idtype_t type, id_t id, siginfo_t *info, int options);
int __real_waitid(idtype_t type, id_t id, siginfo_t *info, int options);

/* The kernel's own answer, or the child to wait for and AGENT_CHOSEN_CHILD. Upper halves of these
 * arguments are nothing to the kernel. */
static long marked(long first)
{
    return (long)((unsigned long)AGENT_ANY_CHILD << AGENT_ANY_CHILD_SHIFT | (unsigned)first);
}

static pid_t answered(long result)
{
    if (result >= 0)
        return (pid_t)result;
    errno = (int)-result;
    return -1;
}

pid_t __wrap_wait4(pid_t child, int *status, int options, struct rusage *usage)
{
    if (child > 0)
        return __real_wait4(child, status, options, usage);
    long result = agent_syscall(SYS_wait4, marked(child), (long)status, options, (long)usage, 0);
    if (result & AGENT_CHOSEN_CHILD && result > 0)
        return __real_wait4((pid_t)(result - AGENT_CHOSEN_CHILD), status, options, usage);
    return answered(result);
}

pid_t __wrap_wait3(int *status, int options, struct rusage *usage)
{
    return __wrap_wait4(-1, status, options, usage);
}

pid_t __wrap_waitpid(pid_t child, int *status, int options)
{
    return __wrap_wait4(child, status, options, NULL);
}

pid_t __wrap_wait(int *status)
{
    return __wrap_wait4(-1, status, 0, NULL);
}

int __wrap_waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    if (type != P_ALL && type != P_PGID)
        return __real_waitid(type, id, info, options);
    long result = agent_syscall(SYS_waitid, marked(type), (long)id, (long)info, options, 0);
    if (result > 0)
        return __real_waitid(P_PID, (id_t)(result - AGENT_CHOSEN_CHILD), info, options);
    return answered(result);
}
