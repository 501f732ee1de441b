/* SPDX-License-Identifier: MIT */
/* The number lies in shared memory, and one lock, made before the processes, guards it. */
#include <mp.h>
#include <stdio.h>

static int *number;
static mp_lock *lock;

static int add(void *argument)
{
    (void)argument;
    mp_lock_acquire(lock, MP_FOREVER);
    *number += 1;
    mp_lock_release(lock);
    return 0;
}

int main(void)
{
    mp_process processes[2];
    number = mp_shared_new(sizeof *number);
    lock = mp_lock_new();
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], add, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    printf("%d\n", *number);
    return 0;
}
