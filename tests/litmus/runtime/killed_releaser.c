/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in release has released the lock or hasn't: who waits for it never
 * sleeps beside a free lock, which the second release wouldn't wake.
 *
 * search: complete
 * outcome: got it
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;

static int release(void *unused)
{
    (void)unused;
    return mp_lock_release(lock);
}

static int acquire(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    puts("got it");
    return 0;
}

int main(void)
{
    mp_process victim, waiter;
    lock = mp_lock_new();
    mp_lock_acquire(lock, MP_FOREVER);
    mp_process_init(&victim, release, NULL);
    mp_process_init(&waiter, acquire, NULL);
    mp_process_start(&waiter);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_lock_release(lock);
    mp_process_join(&waiter, MP_FOREVER);
    return 0;
}
