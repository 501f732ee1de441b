/* SPDX-License-Identifier: MIT */
/* Time passes a millisecond at a time, and a child is asked for as often. */
#ifndef NAP_H
#define NAP_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Has the child ended? *status tells how, the first time. */
static inline int has_ended(pid_t child, int *status)
{
    return waitpid(child, status, WNOHANG) != 0;
}

/* Lets so many seconds pass, with an eye on the child. */
static inline void watch_for(double seconds, pid_t child)
{
    double end = now() + seconds;
    while (now() < end) {
        if (has_ended(child, NULL))
            exit(1);
        nap();
    }
}

#endif
