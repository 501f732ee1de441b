/* SPDX-License-Identifier: MIT */
/* Two processes take a lock twice each. Whoever gives it up may have it again before the one that
 * this has woken, or not: every order of the four exists.
 *
 * outcome: AABB
 * outcome: ABAB
 * outcome: ABBA
 * outcome: BAAB
 * outcome: BABA
 * outcome: BBAA
 */
#include <mp.h>
#include <stdio.h>
#include <string.h>

enum { TIMES = 2 };

static mp_lock *lock;
static char *order;

static int take(void *name)
{
    for (int i = 0; i < TIMES; i++) {
        mp_lock_acquire(lock, MP_FOREVER);
        strncat(order, name, 1);
        mp_lock_release(lock);
    }
    return 0;
}

int main(void)
{
    static char names[] = "AB";
    mp_process processes[2];
    lock = mp_lock_new();
    order = mp_shared_new(8);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], take, &names[i]);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    puts(order);
    return 0;
}
