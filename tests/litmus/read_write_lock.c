/* SPDX-License-Identifier: MIT */
/* Readers share, a writer excludes.
 *
 * outcome: readers together 2
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int count;
static atomic_int readers, together;

static void *read_it(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    if (++readers == 2)
        together = 1;
    sleep(1);
    readers--;
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *write_it(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    int seen = count;
    sleep(1);
    count = seen + 1;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, read_it, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, write_it, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("readers %s %d\n", together ? "together" : "apart", count);
    return 0;
}
