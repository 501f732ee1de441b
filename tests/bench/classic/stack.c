/* SPDX-License-Identifier: MIT */
/* A stack under a lock, and a flag that says that something was put on it: it says nothing of
 * whether there is still something.
 *
 * depth: 2
 * published: stack
 */
#include <pthread.h>

enum { ITEMS = 10 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int height, filled, failed;

static int can_pop(void)
{
#ifdef FIXED
    return height > 0;
#else
    return filled;
#endif
}

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
        pthread_mutex_lock(&lock);
        if (can_pop()) {
            failed |= height == 0;
            height--;
        }
        pthread_mutex_unlock(&lock);
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
