/* SPDX-License-Identifier: MIT */
/* Without SA_RESTART a caught signal may end a read that waits.
 *
 * faults: late-signals
 * outcome: read
 * outcome: interrupted
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
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = fork();
    if (child == 0) {
        puts(read(ends[0], &byte, 1) == 1 ? "read" : "interrupted");
        return 0;
    }
    kill(child, SIGUSR1);
    if (write(ends[1], "x", 1) != 1)
        return 1;
    wait(NULL);
    return 0;
}
