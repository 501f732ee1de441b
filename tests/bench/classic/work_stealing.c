/* SPDX-License-Identifier: MIT */
/* A deque whose owner works at its tail while a thief takes from its head: when one item is left,
 * the owner's quick look at the head, without the lock, lets both have it.
 *
 * published: WorkStealQueue
 */
#include <pthread.h>
#include <stdatomic.h>

enum { ITEMS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int head, tail;
static atomic_int taken[ITEMS];

static void take(int item)
{
    taken[item]++;
}

static int pop(void)
{
#ifdef FIXED
    int at = --tail;
    if (head < at) {
        take(at);
        return 1;
    }
    tail = at + 1;
#else
    int at = tail - 1;
    if (head < at) { /* more than one: nobody else would take the last */
        tail = at;
        take(at);
        return 1;
    }
#endif
    pthread_mutex_lock(&lock);
    at = tail - 1;
    int there = head <= at;
    if (there) {
        tail = at;
        take(at);
    }
    pthread_mutex_unlock(&lock);
    return there;
}

static int steal(void)
{
    pthread_mutex_lock(&lock);
    int at = head++;
    int there = at < tail;
    if (there)
        take(at);
    else
        head = at;
    pthread_mutex_unlock(&lock);
    return there;
}

static void *own(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        tail++;
    while (pop())
        ;
    return unused;
}

static void *rob(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        steal();
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, own, NULL);
    pthread_create(&threads[1], NULL, rob, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < ITEMS; i++)
        if (taken[i] > 1)
            return 1;
    return 0;
}
