/* SPDX-License-Identifier: MIT */
/* Sleeping, and the time. A sleep that a signal interrupts goes on with what is left of it, in
 * relative time: whoever provides the clock sees how long the sleeper wants to sleep. */
#include "mp/clock.h"

#include <errno.h>
#include <time.h>

static const double nanoseconds = 1e9;
static const double longest_sleep = 1e9;

void mp_sleep(double seconds)
{
    if (!(seconds > 0))
        return;
    if (seconds > longest_sleep)
        seconds = longest_sleep;
    struct timespec left = {.tv_sec = (time_t)seconds};
    left.tv_nsec = (long)((seconds - (double)left.tv_sec) * nanoseconds);
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR)
        continue;
}

double mp_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / nanoseconds;
}
