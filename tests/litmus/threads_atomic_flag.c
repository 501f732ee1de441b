/* SPDX-License-Identifier: MIT */
/* An atomic flag orders what was written before it: no race.
 *
 * outcome: 7
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ready;
static int value;

static void *produce(void *unused)
{
    value = 7;
    ready = 1;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, produce, NULL);
    while (!ready)
        ;
    printf("%d\n", value);
    pthread_join(thread, NULL);
    return 0;
}
