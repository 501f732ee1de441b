/* SPDX-License-Identifier: MIT */
/* The process naps for a millisecond at a time, and main asks for it as often. */
#include "nap.h"

#include <signal.h>

int main(void)
{
    int status = 0;
    pid_t child = fork();
    while (child == 0)
        nap();
    printf("alive: %d\n", !has_ended(child, &status));
    watch_for(1, child);
    kill(child, SIGTERM);
    int gone = has_ended(child, &status);
    printf("after terminate: %d\n", !gone);
    while (!gone) {
        nap();
        gone = has_ended(child, &status);
    }
    printf("alive: 0\nexitcode: %d\n", WIFSIGNALED(status) ? -WTERMSIG(status) : 1);
    return 0;
}
