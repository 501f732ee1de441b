/* SPDX-License-Identifier: MIT */
/* Who is killed while it waits for a lock disturbs nobody else who waits.
 *
 * search: complete
 * outcome: other
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;

static int acquire(void *text)
{
    mp_lock_acquire(lock, MP_FOREVER);
    if (text)
        puts(text);
    return 0;
}

int main(void)
{
    char text[] = "other";
    mp_process victim, other;
    lock = mp_lock_new();
    mp_lock_acquire(lock, MP_FOREVER);
    mp_process_init(&victim, acquire, NULL);
    mp_process_init(&other, acquire, text);
    mp_process_start(&victim);
    mp_process_start(&other);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_lock_release(lock);
    mp_process_join(&other, MP_FOREVER);
    return 0;
}
