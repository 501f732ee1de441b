/* SPDX-License-Identifier: MIT */
/* A driver is stopped while a request comes in: whether it stops is asked before the request is
 * counted, so the stopping side may find nobody there and give everything back in between.
 *
 * depth: 2
 * published: bluetooth_driver
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t nobody_left = PTHREAD_COND_INITIALIZER;
static int pending = 1, stopping, stopped, failed;

static void leave(void)
{
    pthread_mutex_lock(&lock);
    if (--pending == 0)
        pthread_cond_signal(&nobody_left);
    pthread_mutex_unlock(&lock);
}

#ifdef FIXED
static int enter(void)
{
    pthread_mutex_lock(&lock);
    int open = !stopping;
    pending += open;
    pthread_mutex_unlock(&lock);
    return open;
}

static void stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_mutex_unlock(&lock);
}
#else
static int enter(void)
{
    if (stopping)
        return 0;
    pthread_mutex_lock(&lock);
    pending++;
    pthread_mutex_unlock(&lock);
    return 1;
}

static void stop(void)
{
    stopping = 1;
}
#endif

static void *request(void *unused)
{
    if (enter()) {
        failed |= stopped;
        leave();
    }
    return unused;
}

static void *shut_down(void *unused)
{
    stop();
    leave();
    pthread_mutex_lock(&lock);
    while (pending > 0)
        pthread_cond_wait(&nobody_left, &lock);
    stopped = 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, shut_down, NULL);
    pthread_create(&threads[1], NULL, request, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
