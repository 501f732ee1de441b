/* SPDX-License-Identifier: MIT */
/* Mistake: asks with kill(pid, 0) whether the child is there: a zombie that nobody reaps is there
 * for ever. */
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
    printf("after terminate: %d\n", kill(child, 0) == 0);
    while (kill(child, 0) == 0)
        usleep(1000);
    waitpid(child, &status, WNOHANG);
    printf("alive: 0\n");
    printf("exitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    return 0;
}
