/* SPDX-License-Identifier: MIT */
/* A parent that asks is told of stops and continuations.
 *
 * outcome: stopped 19 | continued | signal 15
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
            pause();
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    printf("stopped %d\n", WIFSTOPPED(status) ? WSTOPSIG(status) : -1);
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    puts(WIFCONTINUED(status) ? "continued" : "?");
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    printf("signal %d\n", WTERMSIG(status));
    return 0;
}
