/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in notify has notified or hasn't. What it did holding the lock it may
 * leave held: then who waits can't come back, as the rule says.
 *
 * faults: kill
 * budget: 5000
 * search: complete
 * outcome: notified
 * outcome: not notified
 * outcome: deadlock
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;
static mp_condition *condition;

static int notify(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    mp_condition_notify(condition, 1);
    return mp_lock_release(lock);
}

int main(void)
{
    mp_process victim;
    lock = mp_lock_new();
    condition = mp_condition_new(lock);
    mp_process_init(&victim, notify, NULL);
    mp_lock_acquire(lock, MP_FOREVER);
    mp_process_start(&victim);
    int status = mp_condition_wait(condition, 1);
    mp_lock_release(lock);
    puts(status == MP_OK ? "notified" : "not notified");
    return 0;
}
