/* SPDX-License-Identifier: MIT */
/* A process killed with a permit takes it along; the other permit is still there.
 *
 * search: complete
 * outcome: 1 left
 * outcome: 2 left
 */
#include <mp.h>
#include <stdio.h>

static mp_semaphore *semaphore;

static int take_and_give(void *unused)
{
    (void)unused;
    mp_semaphore_acquire(semaphore, MP_FOREVER);
    return mp_semaphore_release(semaphore);
}

int main(void)
{
    int left = 0;
    mp_process victim;
    semaphore = mp_bounded_semaphore_new(2);
    mp_process_init(&victim, take_and_give, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    while (mp_semaphore_acquire(semaphore, 0) == MP_OK)
        left++;
    printf("%d left\n", left);
    return 0;
}
