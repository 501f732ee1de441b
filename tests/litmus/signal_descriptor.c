/* SPDX-License-Identifier: MIT */
/* A signalfd gives blocked signals as data, to poll and to read.
 *
 * outcome: signal 10 with 7
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int signals = signalfd(-1, &set, 0);
    if (fork() == 0)
        return sigqueue(getppid(), SIGUSR1, (union sigval){.sival_int = 7});
    struct pollfd one = {.fd = signals, .events = POLLIN};
    struct signalfd_siginfo info;
    poll(&one, 1, -1);
    if (read(signals, &info, sizeof info) == sizeof info)
        printf("signal %d with %d\n", (int)info.ssi_signo, (int)info.ssi_int);
    wait(NULL);
    return 0;
}
