/* SPDX-License-Identifier: MIT */
/* Ten threads, of which the last finds what the first has left. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

enum { THREADS = 10 };

static int left;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *visit(void *number)
{
    pthread_mutex_lock(&mutex);
    assert(number || !left);
    left = 1;
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void)
{
    static int someone;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, visit, i < THREADS - 1 ? &someone : NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
