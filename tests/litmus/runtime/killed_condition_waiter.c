/* SPDX-License-Identifier: MIT */
/* A notification isn't lost on a waiter that was killed: the other one gets it.
 *
 * budget: 900
 * search: complete
 * outcome: woken
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;
static mp_condition *condition;
static mp_semaphore *waiting;

static int wait(void *text)
{
    MP_WITH_LOCK(lock)
    {
        mp_semaphore_release(waiting);
        mp_condition_wait(condition, MP_FOREVER);
        if (text)
            puts(text);
    }
    return 0;
}

int main(void)
{
    char text[] = "woken";
    mp_process victim, other;
    lock = mp_lock_new();
    condition = mp_condition_new(lock);
    waiting = mp_semaphore_new(0);
    mp_process_init(&victim, wait, NULL);
    mp_process_init(&other, wait, text);
    mp_process_start(&victim);
    mp_semaphore_acquire(waiting, MP_FOREVER);
    mp_process_start(&other);
    mp_semaphore_acquire(waiting, MP_FOREVER);
    mp_lock_acquire(lock, MP_FOREVER); /* both have let go of it: they wait */
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_condition_notify(condition, 1);
    mp_lock_release(lock);
    mp_process_join(&other, MP_FOREVER);
    return 0;
}
