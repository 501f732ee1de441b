/* SPDX-License-Identifier: MIT */
/* Three processes: the one that gives the only permit is killed anywhere, while another waits for
 * it; that one never sleeps beside a permit.
 *
 * search: complete
 * outcome: got it
 * outcome: got it | one more
 */
#include <mp.h>
#include <stdio.h>

static mp_semaphore *semaphore;

static int give(void *unused)
{
    (void)unused;
    return mp_semaphore_release(semaphore);
}

static int take(void *unused)
{
    (void)unused;
    mp_semaphore_acquire(semaphore, MP_FOREVER);
    puts("got it");
    return 0;
}

int main(void)
{
    mp_process victim, waiter;
    semaphore = mp_semaphore_new(0);
    mp_process_init(&victim, give, NULL);
    mp_process_init(&waiter, take, NULL);
    mp_process_start(&waiter);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_semaphore_release(semaphore);
    mp_process_join(&waiter, MP_FOREVER);
    if (mp_semaphore_acquire(semaphore, 0) == MP_OK)
        puts("one more");
    return 0;
}
