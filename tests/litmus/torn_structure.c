/* SPDX-License-Identifier: MIT */
/* A structure is copied word by word: who copies it meanwhile may see some words of the new state
 * and some of the old. So may who gets it as a function's result.
 *
 * budget: 400
 * finding: data-race
 * outcome: 000
 * outcome: 100
 * outcome: 110
 * outcome: 111
 * outcome: 011
 * outcome: 001
 * outcome: 010
 * outcome: 101
 */
#include <pthread.h>
#include <stdio.h>

struct state {
    long first, second, third;
};

static struct state shared;

static struct state next(void)
{
    return (struct state){1, 1, 1};
}

static void *change(void *unused)
{
    shared = next();
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, change, NULL);
    struct state seen = shared;
    printf("%ld%ld%ld\n", seen.first, seen.second, seen.third);
    pthread_join(thread, NULL);
    return 0;
}
