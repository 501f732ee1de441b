/* SPDX-License-Identifier: MIT */
/* Four threads each make their word one more than their neighbour's, in one round that nobody
 * leads: only in one order do the words come out right for all.
 *
 * depth: 2
 * published: token_ring
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_changed = PTHREAD_COND_INITIALIZER;
static int words[4], turn;

static void *step(void *argument)
{
    int number = *(const int *)argument;
    pthread_mutex_lock(&lock);
#ifdef FIXED
    while (turn != number)
        pthread_cond_wait(&turn_changed, &lock);
#endif
    words[number] = number ? words[number - 1] + 1 : 0;
    turn++;
    pthread_cond_broadcast(&turn_changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    static const int numbers[4] = {0, 1, 2, 3};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, step, (void *)&numbers[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return words[3] != 3;
}
