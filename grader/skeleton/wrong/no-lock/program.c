/* SPDX-License-Identifier: MIT */
/* Mistake: nothing guards the number. */
#include <mp.h>
#include <stdio.h>

static int *number;

static int add(void *argument)
{
    (void)argument;
    *number += 1;
    return 0;
}

int main(void)
{
    mp_process processes[2];
    number = mp_shared_new(sizeof *number);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], add, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    printf("%d\n", *number);
    return 0;
}
