/* SPDX-License-Identifier: MIT */
/* A thread that is cancelled in its wait for a condition has the mutex again when its cleanup runs,
 * which gives it back.
 *
 * outcome: cancelled
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static int waiting;

static void unlock(void *held)
{
    waiting--;
    pthread_mutex_unlock(held);
}

static void *wait_for_ever(void *unused)
{
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    waiting++;
    for (;;)
        pthread_cond_wait(&never, &mutex);
    pthread_cleanup_pop(1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    pthread_cancel(thread);
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, &result);
    puts(result == PTHREAD_CANCELED && waiting == 0 ? "cancelled" : "wrong");
    return 0;
}
