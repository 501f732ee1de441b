/* SPDX-License-Identifier: MIT */
/* A lock whose holder is killed stays held; one whose holder has released it is free.
 *
 * search: complete
 * outcome: free
 * outcome: held
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;

static int hold_and_release(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    return mp_lock_release(lock);
}

int main(void)
{
    mp_process victim;
    lock = mp_lock_new();
    mp_process_init(&victim, hold_and_release, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    puts(mp_lock_acquire(lock, 0) == MP_OK ? "free" : "held");
    return 0;
}
