/* SPDX-License-Identifier: MIT */
/* A permit of a semaphore, with a timeout in seconds: 1 when there is one. */
#ifndef DEADLINE_H
#define DEADLINE_H
#include <errno.h>
#include <mp.h>
#include <semaphore.h>
#include <time.h>
static inline int take(sem_t *sem, double timeout)
{
    struct timespec t;
    int r;
    if (timeout == 0) {
        while ((r = sem_trywait(sem)) == -1 && errno == EINTR)
            continue;
        return r == 0;
    }
    if (timeout < 0 || timeout == MP_FOREVER) {
        while ((r = sem_wait(sem)) == -1 && errno == EINTR)
            continue;
        return r == 0;
    }
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += (time_t)timeout;
    t.tv_nsec += (long)((timeout - (double)(long)timeout) * 1e9);
    if (t.tv_nsec > 999999999) {
        t.tv_nsec -= 1000000000;
        t.tv_sec += 1;
    }
    while ((r = sem_timedwait(sem, &t)) == -1 && errno == EINTR)
        continue;
    return r == 0;
}
#endif
