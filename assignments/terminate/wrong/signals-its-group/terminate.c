/* SPDX-License-Identifier: MIT */
/* Mistake: kill(0, ...) reaches the whole group; main survives only because it ignores the signal.
 */
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
    signal(SIGTERM, SIG_IGN);
    kill(0, SIGTERM);
    pid_t gone = waitpid(child, &status, WNOHANG);
    printf("after terminate: %d\n", gone == 0);
    if (gone == 0)
        waitpid(child, &status, 0);
    printf("alive: 0\n");
    printf("exitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    return 0;
}
