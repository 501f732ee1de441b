/* SPDX-License-Identifier: MIT */
/* Nobody is in the second round of a barrier before all are through the first, and each round gives
 * each index once.
 *
 * outcome: in step
 */
#include <mp.h>
#include <stdio.h>

enum { PARTIES = 2, ROUNDS = 2 };

static mp_barrier *barrier;
static int (*seen)[PARTIES];

static int meet(void *unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        unsigned index;
        mp_barrier_wait(barrier, MP_FOREVER, &index);
        seen[round][index]++;
        mp_barrier_wait(barrier, MP_FOREVER, NULL);
        for (int i = 0; i < PARTIES; i++)
            if (seen[round][i] != 1)
                puts("out of step");
    }
    return 0;
}

int main(void)
{
    mp_process processes[PARTIES];
    barrier = mp_barrier_new(PARTIES);
    seen = mp_shared_new(sizeof(int[ROUNDS][PARTIES]));
    for (int i = 0; i < PARTIES; i++) {
        mp_process_init(&processes[i], meet, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < PARTIES; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    puts("in step");
    return 0;
}
