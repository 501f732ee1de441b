/* SPDX-License-Identifier: MIT */
/* Whichever of a timerfd and a pipe comes first ends the poll; a timer set anew starts anew.
 *
 * outcome: pipe 1 | timer 4
 */
#include <poll.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct itimerspec times = {.it_value = {2, 0}};
    time_t start = time(NULL);
    int ends[2], timer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        sleep(1);
        return write(ends[1], "x", 1) != 1;
    }
    struct pollfd both[2] = {{.fd = timer, .events = POLLIN}, {.fd = ends[0], .events = POLLIN}};
    timerfd_settime(timer, 0, &times, NULL);
    poll(both, 2, -1);
    printf("%s %d\n", both[0].revents ? "timer" : "pipe", (int)(time(NULL) - start));
    times.it_value.tv_sec = 3;
    timerfd_settime(timer, 0, &times, NULL);
    poll(both, 1, -1);
    printf("%s %d\n", both[0].revents ? "timer" : "pipe", (int)(time(NULL) - start));
    wait(NULL);
    return 0;
}
