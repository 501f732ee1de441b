/* SPDX-License-Identifier: MIT */
/* An alarm as a timeout for pause: on a slow machine it rings before pause begins.
 *
 * depth: 1
 * faults: skew
 */
#include <signal.h>
#include <unistd.h>

static void ring(int signal)
{
    (void)signal;
}

int main(void)
{
    struct sigaction action = {.sa_handler = ring};
    sigset_t blocked, before;
    sigaction(SIGALRM, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGALRM);
#ifdef FIXED
    sigprocmask(SIG_BLOCK, &blocked, &before);
#else
    sigprocmask(SIG_BLOCK, NULL, &before);
#endif
    alarm(1);
    if (access(".", F_OK) != 0)
        return 2;
    sigsuspend(&before);
    return 0;
}
