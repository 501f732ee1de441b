/* SPDX-License-Identifier: MIT */
/* Who doesn't get the second lock gives the first one back and tries again: that may take a while,
 * but comes to an end.
 *
 * budget: 60
 * outcome: 2
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static pthread_mutex_t forks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int meals;

static void *eat(void *number)
{
    pthread_mutex_t *mine = &forks[(long)number], *other = &forks[1 - (long)number];
    for (;;) {
        pthread_mutex_lock(mine);
        if (pthread_mutex_trylock(other) == 0)
            break;
        pthread_mutex_unlock(mine);
        sched_yield();
    }
    meals++;
    pthread_mutex_unlock(other);
    pthread_mutex_unlock(mine);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, eat, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", meals);
    return 0;
}
