/* SPDX-License-Identifier: MIT */
/* sigtimedwait gives up at its time; sigqueue passes a value and names the sender.
 *
 * outcome: EAGAIN 3 | 34 77 child
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    siginfo_t info;
    struct timespec limit = {3, 0};
    time_t start = time(NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int result = sigtimedwait(&set, &info, &limit);
    printf("%s %d\n", result < 0 && errno == EAGAIN ? "EAGAIN" : "?", (int)(time(NULL) - start));
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        sigqueue(parent, SIGRTMIN, (union sigval){.sival_int = 77});
        return 0;
    }
    result = sigwaitinfo(&set, &info);
    printf("%d %d %s\n", result, info.si_value.sival_int, info.si_pid == child ? "child" : "?");
    wait(NULL);
    return 0;
}
