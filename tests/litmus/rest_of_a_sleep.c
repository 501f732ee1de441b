/* SPDX-License-Identifier: MIT */
/* A sleep that a handler ends early tells exactly what was left of it.
 *
 * outcome: EINTR 7
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

int main(void)
{
    signal(SIGUSR1, handle); /* restarts what can be; a sleep can't */
    pid_t child = fork();
    if (child == 0) {
        struct timespec length = {10, 0}, rest;
        int result = nanosleep(&length, &rest);
        printf("%s %d\n", result < 0 && errno == EINTR ? "EINTR" : "slept", (int)rest.tv_sec);
        return 0;
    }
    sleep(3);
    kill(child, SIGUSR1);
    wait(NULL);
    return 0;
}
