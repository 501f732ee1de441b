/* SPDX-License-Identifier: MIT */
/* One thread protects the word by a lock, the others by another.
 *
 * depth: 2
 * published: wronglock
 * each: 1 7
 */
#include <pthread.h>

static pthread_mutex_t data_lock = PTHREAD_MUTEX_INITIALIZER,
                       other_lock = PTHREAD_MUTEX_INITIALIZER;
static int value, failed;

static void *read_it(void *unused)
{
    pthread_mutex_lock(&data_lock);
    int before = value;
    value++;
    if (value != before + 1)
        failed = 1;
    pthread_mutex_unlock(&data_lock);
    return unused;
}

static void *write_it(void *unused)
{
#ifdef FIXED
    pthread_mutex_t *lock = &data_lock;
#else
    pthread_mutex_t *lock = &other_lock;
#endif
    pthread_mutex_lock(lock);
    value++;
    pthread_mutex_unlock(lock);
    return unused;
}

int main(void)
{
    (void)other_lock;
    pthread_t threads[EACH + 1];
    pthread_create(&threads[EACH], NULL, read_it, NULL);
    for (int i = 0; i < EACH; i++)
        pthread_create(&threads[i], NULL, write_it, NULL);
    for (int i = 0; i <= EACH; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
