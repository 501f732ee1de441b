/* SPDX-License-Identifier: MIT */
/* The child loops without doing anything at all; main asks with waitpid and with signal 0. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int status;
static int done;
static int is_alive(pid_t p)
{
    if (!done && waitpid(p, &status, WNOHANG) == p)
        done = 1;
    return !done && kill(p, 0) == 0;
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    pid_t p = fork();
    if (p == 0)
        for (;;)
            ;
    printf("alive: %d\n", is_alive(p));
    usleep(1000000);
    kill(p, SIGTERM);
    printf("after terminate: %d\n", is_alive(p));
    while (is_alive(p))
        usleep(1000);
    printf("alive: %d\n", kill(p, 0) == 0);
    printf("exitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
}
