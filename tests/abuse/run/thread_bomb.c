/* SPDX-License-Identifier: MIT */
/* Starts threads without end.
 *
 * ends: limit
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(void)
{
    pthread_t thread;
    for (;;)
        pthread_create(&thread, NULL, wait_for_ever, NULL);
}
