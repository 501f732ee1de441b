/* SPDX-License-Identifier: MIT */
/* A seqlock as C11 wants it: relaxed accesses to the data between fences. Whoever reads the same
 * even number before and after has seen one state.
 *
 * budget: 100
 * outcome: 0 0
 * outcome: 1 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_uint number;
static atomic_int first, second;

static void *write_both(void *unused)
{
    unsigned before = atomic_load_explicit(&number, memory_order_relaxed);
    atomic_store_explicit(&number, before + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&first, 1, memory_order_relaxed);
    atomic_store_explicit(&second, 1, memory_order_relaxed);
    atomic_store_explicit(&number, before + 2, memory_order_release);
    return unused;
}

int main(void)
{
    pthread_t thread;
    unsigned before, after;
    int seen[2];
    pthread_create(&thread, NULL, write_both, NULL);
    do {
        before = atomic_load_explicit(&number, memory_order_acquire);
        seen[0] = atomic_load_explicit(&first, memory_order_relaxed);
        seen[1] = atomic_load_explicit(&second, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        after = atomic_load_explicit(&number, memory_order_relaxed);
    } while (before != after || before % 2);
    printf("%d %d\n", seen[0], seen[1]);
    pthread_join(thread, NULL);
    return 0;
}
