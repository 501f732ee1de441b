/* SPDX-License-Identifier: MIT */
/* A group that its first member hasn't made yet can't be sent a signal.
 *
 * outcome: killed
 * outcome: no such group
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        for (;;)
            pause();
    }
    if (kill(-child, SIGKILL) == 0) {
        puts("killed");
    } else if (errno == ESRCH) {
        puts("no such group");
        kill(child, SIGKILL);
    }
    wait(NULL);
    return 0;
}
