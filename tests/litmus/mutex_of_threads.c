/* SPDX-License-Identifier: MIT */
/* Two threads count under a mutex, and give way in the middle: nothing is lost.
 *
 * outcome: 2
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *count_up(void *unused)
{
    pthread_mutex_lock(&mutex);
    int seen = count;
    sched_yield();
    count = seen + 1;
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_up, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    return 0;
}
