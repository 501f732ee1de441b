/* SPDX-License-Identifier: MIT */
/* A joined thread has ended, and hands over its result.
 *
 * outcome: thread | 42
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static void *work(void *argument)
{
    puts("thread");
    return (void *)((intptr_t)argument + 1);
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, work, (void *)(intptr_t)41);
    pthread_join(thread, &result);
    printf("%d\n", (int)(intptr_t)result);
    return 0;
}
