/* SPDX-License-Identifier: MIT */
/* A handler that makes calls of its own returns to the call that it interrupted.
 *
 * outcome: handler | read x
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
    if (write(STDOUT_FILENO, "handler\n", 8) != 8)
        _exit(1);
}

int main(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    signal(SIGUSR1, handle);
    pid_t child = fork();
    if (child == 0) {
        if (read(ends[0], &byte, 1) == 1)
            printf("read %c\n", byte);
        return 0;
    }
    kill(child, SIGUSR1);
    sleep(1);
    if (write(ends[1], "x", 1) != 1)
        return 1;
    wait(NULL);
    return 0;
}
