/* SPDX-License-Identifier: MIT */
/* Two threads read the same many words, and write many under a lock: it is no loop, and no limit.
 *
 * budget: 10
 * outcome: 100000
 */
#include <pthread.h>
#include <stdio.h>

enum { WORDS = 50000, LOCKED = 4000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ones[WORDS], counts[LOCKED], total;

static void *add(void *unused)
{
    int sum = 0;
    for (int i = 0; i < WORDS; i++)
        sum += ones[i];
    pthread_mutex_lock(&lock);
    for (int i = 0; i < LOCKED; i++)
        counts[i]++;
    total += sum;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < WORDS; i++)
        ones[i] = 1;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", total);
    return 0;
}
