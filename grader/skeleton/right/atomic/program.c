/* SPDX-License-Identifier: MIT */
/* An atomic addition needs no lock. */
#include <mp.h>
#include <stdatomic.h>
#include <stdio.h>

static int add(void *number)
{
    atomic_fetch_add((atomic_int *)number, 1);
    return 0;
}

int main(void)
{
    mp_process processes[2];
    atomic_int *number = mp_shared_new(sizeof *number);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], add, number);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    printf("%d\n", atomic_load(number));
    return 0;
}
