/* SPDX-License-Identifier: MIT */
/* Start here. */
#include <mp.h>
#include <stdio.h>

static int add(void *argument)
{
    (void)argument; /* the shared number */
    return 0;
}

int main(void)
{
    int *number = mp_shared_new(sizeof *number);
    mp_process process;
    mp_process_init(&process, add, number);
    mp_process_start(&process);
    mp_process_join(&process, MP_FOREVER);
    printf("%d\n", *number);
    return 0;
}
