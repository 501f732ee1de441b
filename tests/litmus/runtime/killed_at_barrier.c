/* SPDX-License-Identifier: MIT */
/* A process killed anywhere at a barrier has come, and all three go on, or it hasn't, and the
 * barrier breaks when the time runs out.
 *
 * search: complete
 * outcome: all go on
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
    int code;
    mp_process victim, other;
    barrier = mp_barrier_new(3);
    mp_process_init(&victim, meet, NULL);
    mp_process_init(&other, meet, NULL);
    mp_process_start(&other);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    int status = mp_barrier_wait(barrier, 1, NULL);
    mp_process_join(&other, MP_FOREVER);
    mp_process_exitcode(&other, &code);
    if (status == MP_OK && code == MP_OK)
        puts("all go on");
    if (status == MP_TIMEOUT && code == MP_BROKEN)
        puts("it breaks");
    return 0;
}
