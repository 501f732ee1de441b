/* SPDX-License-Identifier: MIT */
/* Single-stepping by ptrace. The child stops itself before the operation, and from there on
 * executes an instruction (or a system call) at a time. */
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
static long step(pid_t child, long steps)
{
    for (long taken = 0; taken < steps; taken++) {
        int status;
        ptrace(PTRACE_SINGLESTEP, child, NULL, NULL);
        if (waitpid(child, &status, 0) != child || WIFEXITED(status))
            return taken;
    }
    return steps;
}

bool killed_too_late(long instructions, void (*operation)(void *argument), void *argument)
{
    pid_t child = fork_stopped(operation, argument);
    cr_assert_gt(child, 0);
    if (step(child, instructions) < instructions)
        return true;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return false;
}

long count_instructions(void (*operation)(void *argument), void *argument)
{
    pid_t child = fork_stopped(operation, argument);
    return child > 0 ? step(child, 1000000) : 0;
}
