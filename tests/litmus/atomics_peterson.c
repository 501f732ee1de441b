/* SPDX-License-Identifier: MIT */
/* Peterson's algorithm over atomic variables: two threads exclude each other, and what is between
 * is no race.
 *
 * budget: 100
 * outcome: 2
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int wants[2], turn;
static int count;

static void *work(void *number)
{
    long me = (long)number, other = 1 - me;
    wants[me] = 1;
    turn = (int)other;
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
