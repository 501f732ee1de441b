/* SPDX-License-Identifier: MIT */
/* Locks made of inline assembly keep each other out and order what they guard: an exchange in a
 * loop of C, one that loops by itself, a compare-and-exchange, and a counter that is added to.
 *
 * compiler: gcc
 * outcome: 8
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static volatile int first, second;
static volatile long third;
static int counts[3], added;

static void take_first(void)
{
    int taken = 1;
    while (taken) {
        __asm__ volatile("xchgl %0, %1" : "+r"(taken), "+m"(first) : : "memory");
        if (taken)
            sched_yield();
    }
}

static void take_second(void)
{
    int taken = 1;
    __asm__ volatile("1: xchg %0, %1 # try\n\t"
                     "test %0, %0; jz 2f\n\t"
                     "pause\n\t"
                     "jmp 1b\n"
                     "2:"
                     : "+r"(taken), "+m"(second)
                     :
                     : "memory");
}

static int try_third(void)
{
    long was = 0;
    __asm__ volatile("lock; cmpxchgq %2, %1" : "+a"(was), "+m"(third) : "r"(1L) : "memory");
    return was == 0;
}

static void *count_up(void *unused)
{
    take_first();
    counts[0]++;
    __asm__ volatile("movl $0, %0" : "=m"(first) : : "memory");
    take_second();
    counts[1]++;
    __asm__ volatile("movl $0, %0" : "=m"(second) : : "memory");
    while (!try_third())
        __asm__ volatile("pause");
    counts[2]++;
    __asm__ volatile("movq $0, %0" : "=m"(third) : : "memory");
    __asm__ volatile("lock incl %0" : "+m"(added) : : "memory", "cc");
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_up, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", counts[0] + counts[1] + counts[2] + added);
    return 0;
}
