/* SPDX-License-Identifier: MIT */
/* A blocked signal is taken by sigwait, whenever it was sent.
 *
 * outcome: 10
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    int signal;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    pid_t parent = getpid();
    if (fork() == 0) {
        kill(parent, SIGUSR1);
        return 0;
    }
    sigwait(&set, &signal);
    printf("%d\n", signal);
    wait(NULL);
    return 0;
}
