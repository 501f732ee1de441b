/* SPDX-License-Identifier: MIT */
/* Mistake: makes sure by a second kill, after the process was reaped: its number may be another's
 * by now. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(void)
{
    pid_t child = fork();
    if (child == 0) {
        for (;;)
            usleep(100000);
    }
    return child;
}

int main(void)
{
    int status;
    pid_t child = start();
    printf("alive: 1\n");
    sleep(1);
    kill(child, SIGTERM);
    pid_t gone = waitpid(child, &status, WNOHANG);
    printf("after terminate: %d\n", gone == 0);
    if (gone == 0)
        waitpid(child, &status, 0);
    kill(child, SIGTERM);
    printf("alive: 0\n");
    printf("exitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    return 0;
}
