/* SPDX-License-Identifier: MIT */
/* Three threads write, meet, read what the others wrote, meet, and write again: no race.
 *
 * outcome: 3 3 3
 */
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 3 };

static pthread_barrier_t barrier;
static int written[THREADS], sums[THREADS];

static void *work(void *number)
{
    long mine = (long)number;
    written[mine] = 1;
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < THREADS; i++)
        sums[mine] += written[i];
    pthread_barrier_wait(&barrier);
    written[mine] = 0;
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d %d\n", sums[0], sums[1], sums[2]);
    return 0;
}
