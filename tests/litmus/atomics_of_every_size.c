/* SPDX-License-Identifier: MIT */
/* Two threads change atomic objects of all sizes, some of which no instruction changes at once:
 * nothing is lost, nothing is torn, and nothing is a race.
 *
 * budget: 40
 * outcome: 2 2.0 whole 2
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct triple {
    long first, second, third;
};

static _Atomic unsigned __int128 wide;
static _Atomic double real;
static _Atomic struct triple triple;
static atomic_short narrow;

static void *change(void *number)
{
    struct triple mine = {(long)number, (long)number, (long)number};
    wide += 1;
    real += 1;
    triple = mine;
    narrow++;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, change, (void *)(i + 1));
    struct triple seen = triple;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    int whole = seen.first == seen.second && seen.second == seen.third;
    printf("%ld %.1f %s %d\n", (long)wide, real, whole ? "whole" : "torn", narrow);
    return 0;
}
