/* SPDX-License-Identifier: MIT */
/* SA_RESETHAND: the second signal finds the default action.
 *
 * outcome: handled | signal 10
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
    puts("handled");
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESETHAND};
    int status;
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGUSR1);
    sleep(1);
    kill(child, SIGUSR1);
    waitpid(child, &status, 0);
    printf("signal %d\n", WTERMSIG(status));
    return 0;
}
