/* SPDX-License-Identifier: MIT */
/* terminate: end a process, and wait for its end. See README.md. */
#include <mp.h>
#include <stdio.h>

/* The process that is to be terminated. */
static int loop(void *argument)
{
    (void)argument;
    for (;;)
        mp_sleep(0.2);
    return 0;
}

int main(void)
{
    mp_process process;
    mp_process_init(&process, loop, NULL);
    mp_process_start(&process);
    printf("alive: %d\n", mp_process_is_alive(&process));
    mp_sleep(1.0);
    mp_process_terminate(&process);
    printf("after terminate: %d\n", mp_process_is_alive(&process));
    /* Wait until the process is gone; then say so, and print its exit code. */
    return 0;
}
