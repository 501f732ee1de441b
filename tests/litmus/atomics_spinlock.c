/* SPDX-License-Identifier: MIT */
/* A lock of an exchange that acquires and one that releases; a third task gets in by comparing. All
 * of it is order enough.
 *
 * outcome: 3
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int count;
static atomic_int held;

static void *exchange(void *unused)
{
    while (atomic_exchange_explicit(&held, 1, memory_order_acquire))
        sched_yield();
    count++;
    atomic_exchange_explicit(&held, 0, memory_order_release);
    return unused;
}

static void compare(void)
{
    for (int free = 0; !atomic_compare_exchange_weak_explicit(&held, &free, 1, memory_order_acquire,
                                                              memory_order_relaxed);
         free = 0)
        sched_yield();
    count++;
    atomic_fetch_sub_explicit(&held, 1, memory_order_release);
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, exchange, NULL);
    compare();
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    return 0;
}
