/* SPDX-License-Identifier: MIT */
/* The clock: glibc reads it without a system call (vDSO), past the director. These wrappers make
 * the call, and the director answers it with virtual time. */
#include "agent.h"

#include <errno.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

int __wrap_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap___clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_gettimeofday(struct timeval *now, void *zone);
time_t __wrap_time(time_t *result);
clock_t __wrap_clock(void);
int __wrap_timespec_get(struct timespec *now, int base);

static long read_clock(clockid_t clock, struct timespec *now)
{
    return agent_syscall(SYS_clock_gettime, clock, (long)now, 0, 0, 0);
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
    long result = read_clock(clock, now);
    if (result >= 0)
        return 0;
    errno = (int)-result;
    return -1;
}

/* What the C library asks for itself, to give names to files that nobody else has (mkstemp,
 * tmpnam). It counts on no two such moments being the same, so what is below a microsecond tells
 * who asks, and how often it has. */
int __wrap___clock_gettime(clockid_t clock, struct timespec *now)
{
    static unsigned times;
    int result = __wrap_clock_gettime(clock, now);
    unsigned who = (unsigned)agent_syscall(SYS_gettid, 0, 0, 0, 0, 0);
    if (result == 0)
        now->tv_nsec += (31 * who + 97 * times++) % 1000 - now->tv_nsec % 1000;
    return result;
}

int __wrap_gettimeofday(struct timeval *now, void *zone)
{
    (void)zone;
    struct timespec precise;
    read_clock(CLOCK_REALTIME, &precise);
    *now = (struct timeval){precise.tv_sec, precise.tv_nsec / 1000};
    return 0;
}

time_t __wrap_time(time_t *result)
{
    struct timespec now;
    read_clock(CLOCK_REALTIME, &now);
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}

clock_t __wrap_clock(void)
{
    struct timespec now;
    read_clock(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * CLOCKS_PER_SEC + now.tv_nsec / (1000000000 / CLOCKS_PER_SEC);
}

int __wrap_timespec_get(struct timespec *now, int base)
{
    return base == TIME_UTC && read_clock(CLOCK_REALTIME, now) >= 0 ? base : 0;
}
