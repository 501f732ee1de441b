/* SPDX-License-Identifier: MIT */
/* Mistake: the functions are called, not started as processes. */
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

static void run_all(mp_target *target)
{
    for (int i = 0; i < PROCESSES; i++)
        target(NULL);
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
    return 0;
}
