/* SPDX-License-Identifier: MIT */
/* isolation: what processes share, and what they don't. See README.md. */
#include <mp.h>
#include <stdio.h>

enum { PROCESSES = 10 };

static int n = 100;

static int decrement(void *argument)
{
    (void)argument;
    n--;
    return 0;
}

int main(void)
{
    mp_process processes[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        mp_process_init(&processes[i], decrement, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < PROCESSES; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    printf("%d\n", n);
    /* Now the same with a value that they share. */
    return 0;
}
