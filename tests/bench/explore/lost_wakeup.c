/* SPDX-License-Identifier: MIT */
/* The parent looks whether the signal has come and then sleeps until it comes: too late, if it came
 * in between.
 *
 * depth: 2
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ready;

static void note(int signal)
{
    (void)signal;
    ready = 1;
}

int main(void)
{
    struct sigaction action = {.sa_handler = note};
    sigset_t blocked, before;
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
#ifdef FIXED
    sigprocmask(SIG_BLOCK, &blocked, &before);
#else
    sigprocmask(SIG_BLOCK, NULL, &before);
#endif
    if (fork() == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    while (!ready) {
#ifdef FIXED
        sigsuspend(&before);
#else
        pause();
#endif
    }
    wait(NULL);
    return 0;
}
