/* SPDX-License-Identifier: MIT */
/* A value is set in two critical sections, each right by itself; who comes between them finds half.
 *
 * published: twostage
 * depth: 2
 * each: 1 10
 */
#include <pthread.h>

static pthread_mutex_t first_lock = PTHREAD_MUTEX_INITIALIZER,
                       second_lock = PTHREAD_MUTEX_INITIALIZER, both = PTHREAD_MUTEX_INITIALIZER;
static int first, second, failed;

static void locked_set(pthread_mutex_t *lock, int *place, int value)
{
    pthread_mutex_lock(lock);
    *place = value;
    pthread_mutex_unlock(lock);
}

static int locked_get(pthread_mutex_t *lock, const int *place)
{
    pthread_mutex_lock(lock);
    int value = *place;
    pthread_mutex_unlock(lock);
    return value;
}

static void enter(void)
{
#ifdef FIXED
    pthread_mutex_lock(&both);
#endif
}

static void leave(void)
{
#ifdef FIXED
    pthread_mutex_unlock(&both);
#endif
}

static void *set_both(void *unused)
{
    enter();
    locked_set(&first_lock, &first, 1);
    locked_set(&second_lock, &second, 2);
    leave();
    return unused;
}

static void *get_both(void *unused)
{
    enter();
    int one = locked_get(&first_lock, &first);
    int two = one ? locked_get(&second_lock, &second) : 0;
    if (one && two != one + 1)
        failed = 1;
    leave();
    return unused;
}

int main(void)
{
    (void)both;
    pthread_t threads[EACH + 1];
    for (int i = 0; i < EACH; i++)
        pthread_create(&threads[i], NULL, set_both, NULL);
    pthread_create(&threads[EACH], NULL, get_both, NULL);
    for (int i = 0; i <= EACH; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
