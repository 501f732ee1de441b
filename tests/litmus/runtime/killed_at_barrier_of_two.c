/* SPDX-License-Identifier: MIT */
/* A process killed anywhere at a barrier of two has come, or it hasn't and the barrier breaks.
 *
 * search: complete
 * outcome: both came
 * outcome: it breaks
 */
#include <mp.h>
#include <stdio.h>

static mp_barrier *barrier;

static int meet(void *unused)
{
    (void)unused;
    return mp_barrier_wait(barrier, MP_FOREVER, NULL);
}

int main(void)
{
    mp_process victim;
    barrier = mp_barrier_new(2);
    mp_process_init(&victim, meet, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    puts(mp_barrier_wait(barrier, 1, NULL) == MP_OK ? "both came" : "it breaks");
    mp_process_join(&victim, MP_FOREVER);
    return 0;
}
