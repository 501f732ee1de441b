/* SPDX-License-Identifier: MIT */
/* Many threads write two words that belong together; one looks at them and must never find half.
 *
 * published: reorder
 * each: 3 5 20
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int first, second, failed;

static void enter(void)
{
#ifdef FIXED
    pthread_mutex_lock(&lock);
#endif
}

static void leave(void)
{
#ifdef FIXED
    pthread_mutex_unlock(&lock);
#endif
}

static void *set(void *unused)
{
    enter();
    first = 1;
    second = -1;
    leave();
    return unused;
}

static void *check(void *unused)
{
    enter();
    failed = !((first == 0 && second == 0) || (first == 1 && second == -1));
    leave();
    return unused;
}

int main(void)
{
    (void)lock;
    pthread_t threads[EACH + 1];
    for (int i = 0; i < EACH; i++)
        pthread_create(&threads[i], NULL, set, NULL);
    pthread_create(&threads[EACH], NULL, check, NULL);
    for (int i = 0; i <= EACH; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
