/* SPDX-License-Identifier: MIT */
/* Producers and consumers wait on one condition, and each change wakes one of them, who may be of
 * the wrong kind: then all sleep.
 *
 * budget: 300
 * outcome: done
 * outcome: deadlock
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int full;

static void *change(void *number)
{
    int to = (long)number % 2 == 0;
    pthread_mutex_lock(&mutex);
    while (full == to)
        pthread_cond_wait(&changed, &mutex);
    full = to;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    for (long i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, change, (void *)i);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    puts("done");
    return 0;
}
