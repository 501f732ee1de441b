/* SPDX-License-Identifier: MIT */
/* One SIGCHLD may stand for two children: counting signals isn't counting children.
 *
 * outcome: 1
 * outcome: 2
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t signals;

static void handle(int signal)
{
    (void)signal;
    signals++;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigaction(SIGCHLD, &action, NULL);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            _exit(0);
    sigprocmask(SIG_BLOCK, &child, &before);
    sleep(1);
    sigprocmask(SIG_SETMASK, &before, NULL);
    printf("%d\n", signals);
    return 0;
}
