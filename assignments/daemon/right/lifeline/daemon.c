/* SPDX-License-Identifier: MIT */
/* No signal at all: the heartbeat holds one end of a pipe, and ends when main's end is gone. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void heartbeat(int lifeline)
{
    struct pollfd watch = {.fd = lifeline, .events = POLLIN};
    do {
        puts("is alive");
        fflush(stdout);
    } while (poll(&watch, 1, 500) == 0);
}

static void worker(void)
{
    for (int i = 5; i > 0; i--) {
        sleep(1);
        puts("in son2");
        fflush(stdout);
    }
}

static int nested(void)
{
    pid_t daemonic = fork();
    if (daemonic == 0)
        _exit(3); /* it would start a child, and may not */
    int status;
    waitpid(daemonic, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 3)
        puts("daemonic processes are not allowed to have children");
    return 0;
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--nested") == 0)
        return nested();
    int lifeline[2];
    if (pipe(lifeline) != 0)
        return 1;
    if (fork() == 0) {
        close(lifeline[1]);
        heartbeat(lifeline[0]);
        _exit(0);
    }
    close(lifeline[0]);
    if (fork() == 0) {
        close(lifeline[1]);
        worker();
        _exit(0);
    }
    sleep(2);
    puts("main done");
    close(lifeline[1]);
    while (wait(NULL) > 0)
        ;
    exit(0);
}
