/* SPDX-License-Identifier: MIT */
/* Two threads add to a plain variable of their process, once each and without a call in between:
 * one count may be lost.
 *
 * finding: data-race
 * outcome: 1
 * outcome: 2
 * search: complete
 */
#include <pthread.h>
#include <stdio.h>

static int count;

static void *count_up(void *unused)
{
    count++;
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
