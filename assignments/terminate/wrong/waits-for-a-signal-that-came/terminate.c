/* SPDX-License-Identifier: MIT */
/* Asks whether the signal of the child's end has come, and waits for it if not: when it comes
 * between the two, main waits for ever. Only then is anything wrong. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t gone;

static void on_end(int number)
{
    (void)number;
    gone = 1;
}

int main(void)
{
    int status;
    signal(SIGCHLD, on_end);
    pid_t child = fork();
    if (child == 0) {
        for (;;)
            pause();
    }
    printf("alive: 1\n");
    sleep(1);
    kill(child, SIGTERM);
    printf("after terminate: %d\n", !gone);
    if (!gone)
        pause();
    waitpid(child, &status, 0);
    printf("alive: 0\nexitcode: %d\n", -WTERMSIG(status));
    return 0;
}
