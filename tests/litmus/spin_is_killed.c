/* SPDX-License-Identifier: MIT */
/* A loop that makes no call at all doesn't keep others from running, or the clock.
 *
 * budget: 50
 * outcome: killed
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            continue;
    sleep(1);
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    puts(WIFSIGNALED(status) ? "killed" : "ended");
    return 0;
}
