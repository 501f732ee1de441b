/* SPDX-License-Identifier: MIT */
/* Between the look at a flag and pause the signal may come: then pause waits for ever.
 *
 * outcome: done
 * outcome: deadlock
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
    signal(SIGUSR1, handle);
    pid_t parent = getpid();
    if (fork() == 0) {
        kill(parent, SIGUSR1);
        return 0;
    }
    while (!flag)
        pause();
    puts("done");
    wait(NULL);
    return 0;
}
