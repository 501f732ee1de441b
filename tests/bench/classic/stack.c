/* SPDX-License-Identifier: MIT */
/* A stack under a lock, and a flag beside it, without, that says whether there is something on it.
 *
 * published: stack
 */
#include <pthread.h>

enum { ITEMS = 5 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int height, filled, failed;

static void *push_all(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        height++;
        filled = 1;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *pop_all(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
#ifdef FIXED
        pthread_mutex_lock(&lock);
        height -= height > 0;
        pthread_mutex_unlock(&lock);
#else
        if (!filled)
            continue;
        pthread_mutex_lock(&lock);
        failed |= height == 0;
        height--;
        pthread_mutex_unlock(&lock);
#endif
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, push_all, NULL);
    pthread_create(&threads[1], NULL, pop_all, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
