/* SPDX-License-Identifier: MIT */
/* One notification wakes the one who has waited longest; one for all wakes the others.
 *
 * outcome: first | second
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;
static mp_condition *condition;
static mp_semaphore *waiting;

static int wait(void *name)
{
    mp_lock_acquire(lock, MP_FOREVER);
    mp_semaphore_release(waiting);
    mp_condition_wait(condition, MP_FOREVER);
    puts(name);
    return mp_lock_release(lock);
}

int main(void)
{
    char names[2][8] = {"first", "second"};
    mp_process waiters[2];
    lock = mp_lock_new();
    condition = mp_condition_new(lock);
    waiting = mp_semaphore_new(0);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&waiters[i], wait, names[i]);
        mp_process_start(&waiters[i]);
        mp_semaphore_acquire(waiting, MP_FOREVER);
    }
    MP_WITH_LOCK(lock)
    {
        mp_condition_notify(condition, 1);
    }
    mp_process_join(&waiters[0], MP_FOREVER);
    MP_WITH_LOCK(lock)
    {
        mp_condition_notify_all(condition);
    }
    return 0;
}
