/* SPDX-License-Identifier: MIT */
/* A timerfd counts its expirations in virtual time, and all at once for who comes late.
 *
 * outcome: 1 after 2 | 5 after 7
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static void show(int timer, time_t start)
{
    uint64_t expired = 0;
    if (read(timer, &expired, sizeof expired) == sizeof expired)
        printf("%d after %d\n", (int)expired, (int)(time(NULL) - start));
}

int main(void)
{
    struct itimerspec times = {.it_value = {2, 0}, .it_interval = {1, 0}};
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    time_t start = time(NULL);
    timerfd_settime(timer, 0, &times, NULL);
    show(timer, start);
    sleep(5);
    show(timer, start);
    return 0;
}
