/* SPDX-License-Identifier: MIT */
/* A thread waits for a plain flag that another sets: a race, but it comes to its end under every
 * schedule, and what was written before the flag is there.
 *
 * finding: data-race
 * finding: plain-flag
 * outcome: 7
 */
#include <pthread.h>
#include <stdio.h>

static volatile int ready;
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
