/* SPDX-License-Identifier: MIT */
/* An alarm that nobody catches kills; a new one replaces the old; the interval timer is the same
 * timer.
 *
 * outcome: signal 14 after 3
 */
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int status;
    time_t start = time(NULL);
    if (fork() == 0) {
        struct itimerval timer = {.it_value = {3, 0}};
        alarm(1);
        setitimer(ITIMER_REAL, &timer, NULL);
        for (;;)
            pause();
    }
    wait(&status);
    printf("signal %d after %d\n", WTERMSIG(status), (int)(time(NULL) - start));
    return 0;
}
