/* SPDX-License-Identifier: MIT */
/* Ends, but not soon. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *count_up(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, count_up, NULL);
    count_up(NULL);
    pthread_join(thread, NULL);
    return 0;
}
