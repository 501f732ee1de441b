/* SPDX-License-Identifier: MIT */
/* A periodic timerfd that nobody reads keeps nobody alive.
 *
 * finding: descriptor-leak
 * outcome: deadlock
 */
#include <sys/timerfd.h>
#include <unistd.h>

int main(void)
{
    struct itimerspec times = {.it_value = {1, 0}, .it_interval = {1, 0}};
    char byte;
    int ends[2], timer = timerfd_create(CLOCK_MONOTONIC, 0);
    if (pipe(ends) != 0)
        return 1;
    timerfd_settime(timer, 0, &times, NULL);
    return (int)read(ends[0], &byte, 1);
}
