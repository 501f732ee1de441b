/* SPDX-License-Identifier: MIT */
/* With the signal blocked until sigsuspend, none is missed.
 *
 * outcome: done
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t flag;

static void handle(int signal)
{
    flag = signal;
}

int main(void)
{
    sigset_t blocked, before;
    signal(SIGUSR1, handle);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    pid_t parent = getpid();
    if (fork() == 0) {
        kill(parent, SIGUSR1);
        return 0;
    }
    while (!flag)
        sigsuspend(&before);
    puts("done");
    wait(NULL);
    return 0;
}
