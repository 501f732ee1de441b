/* SPDX-License-Identifier: MIT */
/* A fence on one side only: the reader's order is missing. A relaxed counter is right all the same,
 * for joining puts its last value in order.
 *
 * finding: data-race
 * outcome: 42 2
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int ready, count;

static void *produce(void *unused)
{
    data = 42;
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, produce, NULL);
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        sched_yield();
    int seen = data;
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    pthread_join(thread, NULL);
    printf("%d %d\n", seen, count);
    return 0;
}
