/* SPDX-License-Identifier: MIT */
/* Two locks taken in two orders: it may go well, and it may not.
 *
 * finding: lock-order
 * outcome: done
 * outcome: deadlock
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *one, *other;

static int backwards(void *unused)
{
    (void)unused;
    mp_lock_acquire(other, MP_FOREVER);
    mp_lock_acquire(one, MP_FOREVER);
    mp_lock_release(one);
    mp_lock_release(other);
    return 0;
}

int main(void)
{
    mp_process process;
    one = mp_lock_new();
    other = mp_lock_new();
    mp_process_init(&process, backwards, NULL);
    mp_process_start(&process);
    mp_lock_acquire(one, MP_FOREVER);
    mp_lock_acquire(other, MP_FOREVER);
    mp_lock_release(other);
    mp_lock_release(one);
    mp_process_join(&process, MP_FOREVER);
    puts("done");
    return 0;
}
