/* SPDX-License-Identifier: MIT */
/* Peterson's algorithm over volatile variables: in this order of the accesses it excludes, but
 * nothing promises the order, and the counter is a race too.
 *
 * budget: 100
 * finding: data-race
 * outcome: 2
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static volatile long wants[2], turn;
static int count;

static void *work(void *number)
{
    long me = (long)number, other = 1 - me;
    wants[me] = 1;
    turn = other;
    while (wants[other] && turn == other)
        sched_yield();
    count++;
    wants[me] = 0;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    return 0;
}
