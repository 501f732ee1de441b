/* SPDX-License-Identifier: MIT */
/* Timed waits for a condition, a mutex and a semaphore give up at their time.
 *
 * outcome: ETIMEDOUT 2 | ETIMEDOUT 3 | ETIMEDOUT 4
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static time_t start;

static struct timespec in(int seconds)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += seconds;
    return now;
}

static void report(int result)
{
    printf("%s %d\n", result == ETIMEDOUT ? "ETIMEDOUT" : "?", (int)(time(NULL) - start));
}

int main(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    sem_t semaphore;
    start = time(NULL);
    pthread_mutex_lock(&mutex);
    struct timespec limit = in(2);
    report(pthread_cond_timedwait(&condition, &mutex, &limit));
    limit = in(1);
    report(pthread_mutex_timedlock(&mutex, &limit));
    sem_init(&semaphore, 0, 0);
    limit = in(1);
    report(sem_timedwait(&semaphore, &limit) < 0 ? errno : 0);
    return 0;
}
