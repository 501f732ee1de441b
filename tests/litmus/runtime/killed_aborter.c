/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in abort has broken the barrier or hasn't; who waits there goes on
 * either way, at the latest when its time runs out.
 *
 * search: complete
 * outcome: broken
 * outcome: in vain
 */
#include <mp.h>
#include <stdio.h>

static mp_barrier *barrier;

static int abort_it(void *unused)
{
    (void)unused;
    mp_barrier_abort(barrier);
    return 0;
}

int main(void)
{
    mp_process victim;
    barrier = mp_barrier_new(2);
    mp_process_init(&victim, abort_it, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    puts(mp_barrier_wait(barrier, 1, NULL) == MP_BROKEN ? "broken" : "in vain");
    mp_process_join(&victim, MP_FOREVER);
    return 0;
}
