/* SPDX-License-Identifier: MIT */
/* An exchange that only acquires publishes nothing: what was written before it races with whoever
 * has seen its flag.
 *
 * finding: data-race
 * outcome: 42
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int ready;

static void *produce(void *unused)
{
    data = 42;
    atomic_exchange_explicit(&ready, 1, memory_order_acquire);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, produce, NULL);
    while (!atomic_load_explicit(&ready, memory_order_acquire))
        sched_yield();
    printf("%d\n", data);
    pthread_join(thread, NULL);
    return 0;
}
