/* SPDX-License-Identifier: MIT */
/* A barrier of a mutex and a condition that tells its rounds apart: nobody overtakes.
 *
 * budget: 100
 * outcome: 2 2
 */
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 2 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int here, round_number, done[THREADS], seen[THREADS];

static void meet(void)
{
    pthread_mutex_lock(&mutex);
    int mine = round_number;
    if (++here == THREADS) {
        here = 0;
        round_number++;
        pthread_cond_broadcast(&all_here);
    }
    while (mine == round_number)
        pthread_cond_wait(&all_here, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void *work(void *number)
{
    long me = (long)number;
    for (int round = 0; round < 2; round++) {
        done[me]++;
        meet();
        seen[me] = done[1 - me];
        meet();
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d\n", seen[0], seen[1]);
    return 0;
}
