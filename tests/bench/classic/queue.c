/* SPDX-License-Identifier: MIT */
/* A queue whose reader looks whether something is there under one locking, and takes it under
 * another: two readers both see the last item.
 *
 * depth: 2
 * published: queue
 */
#include <pthread.h>

enum { ITEMS = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int items[ITEMS] = {1, 2, 3}, count = ITEMS, failed;

#ifndef FIXED
static int is_empty(void)
{
    pthread_mutex_lock(&lock);
    int empty = count == 0;
    pthread_mutex_unlock(&lock);
    return empty;
}
#endif

static void take(void)
{
    if (count == 0)
        failed = 1;
    else
        items[--count] = 0;
}

static int take_one(void)
{
#ifdef FIXED
    pthread_mutex_lock(&lock);
    int there = count > 0;
    if (there)
        take();
    pthread_mutex_unlock(&lock);
    return there;
#else
    if (is_empty())
        return 0;
    pthread_mutex_lock(&lock);
    take();
    pthread_mutex_unlock(&lock);
    return 1;
#endif
}

static void *drain(void *unused)
{
    while (take_one())
        ;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, drain, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
