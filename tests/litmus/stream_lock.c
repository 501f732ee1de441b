/* SPDX-License-Identifier: MIT */
/* The lock of a stream is a lock like any other, for those who take it themselves.
 *
 * outcome: 0 | 1 | 2
 */
#include <pthread.h>
#include <stdio.h>

static int count;

static void *count_up(void *unused)
{
    flockfile(stdout);
    int seen = count;
    printf("%d\n", seen);
    count = seen + 1;
    funlockfile(stdout);
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
