/* SPDX-License-Identifier: MIT */
/* The report of a deadlock says who waits for what, and who holds it.
 *
 * report: detail
 * finding: lock-order
 * outcome: deadlock: main waits for lock 2, held by main.1; main.1 waits for lock 1, held by main
 * outcome: done
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
    mp_lock_acquire(one, MP_FOREVER);
    mp_process_init(&process, backwards, NULL);
    mp_process_start(&process);
    mp_lock_acquire(other, MP_FOREVER);
    mp_lock_release(other);
    mp_lock_release(one);
    mp_process_join(&process, MP_FOREVER);
    puts("done");
    return 0;
}
