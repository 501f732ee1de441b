/* SPDX-License-Identifier: MIT */
/* A node is taken out and given back once no reader is left that could have got hold of it: that is
 * an order, and no race.
 *
 * budget: 60
 * outcome: done
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic(int *) current;
static atomic_int readers;

static void *read_it(void *unused)
{
    readers++;
    int *node = current, seen = *node;
    readers--;
    return seen == 12345 ? unused : NULL;
}

static void *replace_it(void *unused)
{
    int *node = malloc(sizeof *node);
    *node = 2;
    node = atomic_exchange(&current, node);
    while (readers)
        sched_yield();
    free(node);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    int *node = malloc(sizeof *node);
    *node = 1;
    current = node;
    pthread_create(&threads[0], NULL, read_it, NULL);
    pthread_create(&threads[1], NULL, replace_it, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    free(current);
    puts("done");
    return 0;
}
