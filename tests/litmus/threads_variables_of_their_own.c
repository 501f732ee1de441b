/* SPDX-License-Identifier: MIT */
/* Detached threads end, and later ones get their stacks: what lay there is no race.
 *
 * outcome: 3
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

static _Thread_local int own;
static atomic_int sum;
static sem_t ended;

static void add(int *to)
{
    ++*to;
}

static void *count(void *unused)
{
    int local = 0;
    add(&own);
    add(&local);
    sum += own * local;
    sem_post(&ended);
    return unused;
}

int main(void)
{
    sem_init(&ended, 0, 0);
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, count, NULL);
        pthread_detach(thread);
        sem_wait(&ended);
    }
    printf("%d\n", sum);
    return 0;
}
