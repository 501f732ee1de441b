/* SPDX-License-Identifier: MIT */
/* The smallest race of two threads: what a schedule of a litmus test costs. */
#include <pthread.h>
#include <stddef.h>

static int count;

static void *count_up(void *unused)
{
    count++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_up, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
