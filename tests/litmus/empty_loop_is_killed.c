/* SPDX-License-Identifier: MIT */
/* A loop in which nothing at all happens, for the compiler either, is a loop like others.
 *
 * budget: 50
 * outcome: killed
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void loop(int kind)
{
    if (kind)
        while (1)
            ;
    for (;;) {
    }
}

int main(void)
{
    int status, killed = 0;
    for (int kind = 0; kind < 2; kind++) {
        pid_t child = fork();
        if (child == 0)
            loop(kind);
        sleep(1);
        kill(child, SIGTERM);
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status);
    }
    puts(killed == 2 ? "killed" : "ended");
    return 0;
}
