/* SPDX-License-Identifier: MIT */
/* A lock lets one at a time in, whatever the order, and a semaphore of one does the same.
 *
 * outcome: 2 2
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;
static mp_semaphore *semaphore;
static int *counts;

static int count(void *unused)
{
    (void)unused;
    MP_WITH_LOCK(lock)
    {
        int seen = counts[0];
        mp_sleep(0.1);
        counts[0] = seen + 1;
    }
    mp_semaphore_acquire(semaphore, MP_FOREVER);
    int seen = counts[1];
    mp_sleep(0.1);
    counts[1] = seen + 1;
    return mp_semaphore_release(semaphore);
}

int main(void)
{
    mp_process processes[2];
    lock = mp_lock_new();
    semaphore = mp_semaphore_new(1);
    counts = mp_shared_new(2 * sizeof *counts);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], count, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    printf("%d %d\n", counts[0], counts[1]);
    return 0;
}
