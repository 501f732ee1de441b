/* SPDX-License-Identifier: MIT */
/* Stepping by ptrace. The child stops itself before the operation, and from there on goes a step at
 * a time. Killed at the entry of a system call, it doesn't make the call. */
#include "killing.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t fork_stopped(void (*operation)(void *argument), void *argument)
{
    pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
            _exit(1);
        raise(SIGSTOP);
        operation(argument);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFSTOPPED(status) ? child : -1;
}

/* How many of the steps were taken before the child ended. */
static long step(enum pace pace, pid_t child, long steps)
{
    for (long taken = 0; taken < steps; taken++) {
        int status;
        ptrace(pace == CALLS ? PTRACE_SYSCALL : PTRACE_SINGLESTEP, child, NULL, NULL);
        if (waitpid(child, &status, 0) != child || WIFEXITED(status))
            return taken;
    }
    return steps;
}

void kill_after(enum pace pace, long steps, void (*operation)(void *argument), void *argument)
{
    pid_t child = fork_stopped(operation, argument);
    cr_assert_gt(child, 0);
    if (step(pace, child, steps) == steps) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
}

long count_steps(enum pace pace, void (*operation)(void *argument), void *argument)
{
    pid_t child = fork_stopped(operation, argument);
    return child > 0 ? step(pace, child, 1000000) : 0;
}
