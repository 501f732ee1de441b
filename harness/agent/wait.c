/* SPDX-License-Identifier: MIT */
/* Waiting for any child of several. The kernel takes the one that was created first, which nobody
 * may rely on; so the director is asked which it shall be, and the kernel is then asked for that
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

/* Whom to wait for; 0: nobody has ended. Negative errno; -ENOSYS: there is no director. */
static long choose_child(idtype_t type, id_t id, int options)
{
    return agent_syscall(AGENT_CALL, AGENT_WAIT, type, (long)id, options, 0);
}

pid_t __wrap_wait4(pid_t child, int *status, int options, struct rusage *usage)
{
    if (child > 0)
        return __real_wait4(child, status, options, usage);
    long chosen = choose_child(child == -1 ? P_ALL : P_PGID, (id_t)-child, options);
    if (chosen == -ENOSYS)
        return __real_wait4(child, status, options, usage);
    if (chosen > 0)
        return __real_wait4((pid_t)chosen, status, options, usage);
    if (chosen == 0)
        return 0;
    errno = (int)-chosen;
    return -1;
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
    long chosen = type == P_ALL || type == P_PGID ? choose_child(type, id, options) : -ENOSYS;
    if (chosen > 0)
        return __real_waitid(P_PID, (id_t)chosen, info, options);
    if (chosen == -ENOSYS)
        return __real_waitid(type, id, info, options);
    if (chosen < 0) {
        errno = (int)-chosen;
        return -1;
    }
    if (info)
        info->si_pid = info->si_signo = 0;
    return 0;
}
