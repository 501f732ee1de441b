/* SPDX-License-Identifier: MIT */
/* Mistake: one process is started with fork, and nobody waits for it. */
#include <mp.h>
#include <stdio.h>
#include <unistd.h>

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
    mp_process process;
    number = mp_shared_new(sizeof *number);
    lock = mp_lock_new();
    mp_process_init(&process, add, NULL);
    mp_process_start(&process);
    if (fork() == 0)
        _exit(add(NULL));
    mp_process_join(&process, MP_FOREVER);
    printf("%d\n", *number);
    return 0;
}
