/* SPDX-License-Identifier: MIT */
/* A recursive lock whose holder is killed, at whatever depth, stays held; one that was released as
 * often as it was acquired is free.
 *
 * search: complete
 * outcome: free
 * outcome: held
 */
#include <mp.h>
#include <stdio.h>

static mp_rlock *lock;

static int hold_and_release(void *unused)
{
    (void)unused;
    mp_rlock_acquire(lock, MP_FOREVER);
    mp_rlock_acquire(lock, MP_FOREVER);
    mp_rlock_release(lock);
    return mp_rlock_release(lock);
}

int main(void)
{
    mp_process victim;
    lock = mp_rlock_new();
    mp_process_init(&victim, hold_and_release, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    puts(mp_rlock_acquire(lock, 0) == MP_OK ? "free" : "held");
    return 0;
}
