/* SPDX-License-Identifier: MIT */
/* SIGTERM to a stopped process waits for SIGCONT; SIGKILL does not.
 *
 * outcome: 15 9
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t stopped_child(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    return child;
}

int main(void)
{
    int term, hard;
    pid_t child = stopped_child();
    kill(child, SIGTERM);
    sleep(1);
    if (waitpid(child, NULL, WNOHANG) != 0)
        puts("too early");
    kill(child, SIGCONT);
    waitpid(child, &term, 0);
    child = stopped_child();
    kill(child, SIGKILL);
    waitpid(child, &hard, 0);
    printf("%d %d\n", WTERMSIG(term), WTERMSIG(hard));
    return 0;
}
