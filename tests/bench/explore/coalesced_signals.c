/* SPDX-License-Identifier: MIT */
/* One SIGCHLD may stand for several children; a handler that reaps one each time leaves zombies.
 *
 * depth: 2
 */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 3 };

static volatile sig_atomic_t reaped;

static void reap(int signal)
{
    int cause = errno;
    (void)signal;
#ifdef FIXED
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
#else
    if (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
#endif
    errno = cause;
}

int main(void)
{
    struct sigaction action = {.sa_handler = reap};
    sigset_t blocked, before;
    sigaction(SIGCHLD, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0)
            _exit(0);
    while (reaped < CHILDREN)
        sigsuspend(&before);
    return 0;
}
