/* SPDX-License-Identifier: MIT */
/* Two threads count without a mutex, and give way in the middle: one count may be lost.
 *
 * outcome: 1
 * outcome: 2
 * finding: data-race
 */
#include <pthread.h>
#include <stdio.h>

static int count;

static void *count_up(void *unused)
{
    int seen = count;
    sched_yield();
    count = seen + 1;
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
