/* SPDX-License-Identifier: MIT */
/* The process computes without ever making a call, and main prints everything at its end. */
#include <mp.h>
#include <stdio.h>
#include <string.h>

static int loop(void *argument)
{
    volatile unsigned *number = argument;
    for (;;)
        *number = *number * 1664525u + 1013904223u;
    return 0;
}

int main(void)
{
    unsigned number = 1;
    int answers[3], exitcode;
    mp_process process;
    mp_process_init(&process, loop, &number);
    mp_process_set_daemon(&process, true);
    mp_process_start(&process);
    answers[0] = mp_process_is_alive(&process);
    mp_sleep(1.0);
    mp_process_terminate(&process);
    answers[1] = mp_process_is_alive(&process);
    mp_process_join(&process, MP_FOREVER);
    answers[2] = mp_process_is_alive(&process);
    mp_process_exitcode(&process, &exitcode);
    printf("alive: %d\nafter terminate: %d\nalive: %d\nexitcode: %d\n", answers[0], answers[1],
           answers[2], exitcode);
    return 0;
}
