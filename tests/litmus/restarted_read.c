/* SPDX-License-Identifier: MIT */
/* With SA_RESTART a caught signal doesn't end a read.
 *
 * faults: eintr late-signals
 * outcome: read
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
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
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
