/* SPDX-License-Identifier: MIT */
/* Mistake: wait() takes whichever child ends first: the helper, not the one that was terminated. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(unsigned microseconds)
{
    pid_t child = fork();
    if (child == 0) {
        do
            usleep(microseconds);
        while (microseconds < 1000000);
        _exit(0);
    }
    return child;
}

int main(void)
{
    int status;
    pid_t helper = start(1000000);
    pid_t child = start(100000);
    printf("alive: 1\n");
    sleep(1);
    kill(child, SIGTERM);
    printf("after terminate: %d\n", kill(child, 0) == 0);
    wait(&status);
    printf("alive: 0\n");
    printf("exitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    wait(NULL);
    return helper < 0;
}
