/* SPDX-License-Identifier: MIT */
/* Mistake: the value is returned as well, and becomes the exit status: failure, to whoever asks. */
#include <mp.h>
#include <stdio.h>

enum { PROCESSES = 10 };

static int n = 100;
static int *shared;
static mp_lock *lock;

static int decrement(void *argument)
{
    (void)argument;
    n--;
    return 0;
}

static int decrement_shared(void *argument)
{
    (void)argument;
    mp_lock_acquire(lock, MP_FOREVER);
    *shared -= 1;
    mp_lock_release(lock);
    return 0;
}

/* Starts ten processes, and waits for all of them. */
static void run_all(mp_target *target)
{
    mp_process processes[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        mp_process_init(&processes[i], target, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < PROCESSES; i++)
        mp_process_join(&processes[i], MP_FOREVER);
}

int main(void)
{
    run_all(decrement);
    printf("%d\n", n);
    lock = mp_lock_new();
    shared = mp_shared_new(sizeof *shared);
    *shared = 100;
    run_all(decrement_shared);
    printf("%d\n", *shared);
    return *shared;
}
