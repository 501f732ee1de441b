/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in wait holds the lock, which stays held, or doesn't: then whoever
 * takes the lock can notify and wait, and finds nobody in the way.
 *
 * search: complete
 * outcome: held
 * outcome: works on
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;
static mp_condition *condition;

static int wait(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    return mp_condition_wait(condition, MP_FOREVER);
}

int main(void)
{
    mp_process victim;
    lock = mp_lock_new();
    condition = mp_condition_new(lock);
    mp_process_init(&victim, wait, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    if (mp_lock_acquire(lock, 0) != MP_OK) {
        puts("held");
        return 0;
    }
    mp_condition_notify_all(condition);
    if (mp_condition_wait(condition, 1) == MP_TIMEOUT && mp_lock_release(lock) == MP_OK)
        puts("works on");
    return 0;
}
