/* SPDX-License-Identifier: MIT */
/* A caught signal ends a sleep early, unless it comes before the sleep begins.
 *
 * outcome: interrupted
 * outcome: slept
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = fork();
    if (child == 0) {
        puts(sleep(10) > 0 ? "interrupted" : "slept");
        return 0;
    }
    kill(child, SIGUSR1);
    wait(NULL);
    return 0;
}
