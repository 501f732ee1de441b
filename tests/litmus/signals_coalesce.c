/* SPDX-License-Identifier: MIT */
/* Of two equal signals one may be lost; of two real-time ones, none.
 *
 * outcome: 1 2
 * outcome: 2 2
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t standard, real_time;

static void handle(int signal)
{
    if (signal == SIGUSR1)
        standard++;
    else
        real_time++;
}

int main(void)
{
    signal(SIGUSR1, handle);
    signal(SIGRTMIN, handle);
    pid_t child = fork();
    if (child == 0) {
        while (real_time < 2 || standard < 1)
            sleep(1);
        printf("%d %d\n", standard, real_time);
        return 0;
    }
    kill(child, SIGUSR1);
    kill(child, SIGUSR1);
    kill(child, SIGRTMIN);
    kill(child, SIGRTMIN);
    wait(NULL);
    return 0;
}
