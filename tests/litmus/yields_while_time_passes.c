/* SPDX-License-Identifier: MIT */
/* One that gives way over and over doesn't stop the clock for one that sleeps.
 *
 * budget: 50
 * outcome: killed
 */
#include <sched.h>
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
            sched_yield();
    for (int naps = 0; naps < 10; naps++)
        usleep(100000);
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    puts(WIFSIGNALED(status) ? "killed" : "ended");
    return 0;
}
