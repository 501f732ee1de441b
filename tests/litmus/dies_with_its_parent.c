/* SPDX-License-Identifier: MIT */
/* A child that has asked for it is killed at the end of its parent, sooner or later; one that asks
 * too late isn't, and sees that it has another parent.
 *
 * outcome: end
 * outcome: printed | end
 * outcome: too late | end
 */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void live_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        puts("too late");
        _exit(0);
    }
    puts("printed");
    for (;;)
        pause();
}

int main(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        pid_t parent = getpid();
        if (fork() == 0)
            live_with(parent);
        return 0;
    }
    close(ends[1]);
    if (read(ends[0], &byte, 1) == 0)
        puts("end");
    return 0;
}
