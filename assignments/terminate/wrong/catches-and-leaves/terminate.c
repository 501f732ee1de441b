/* SPDX-License-Identifier: MIT */
/* Mistake: the process catches the signal and leaves with status 0: nobody can tell that it was
 * terminated. */
#include <mp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void leave(int number)
{
    (void)number;
    _exit(0);
}

static int loop(void *argument)
{
    (void)argument;
    signal(SIGTERM, leave);
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
    mp_process_join(&process, MP_FOREVER);
    printf("alive: %d\n", mp_process_is_alive(&process));
    int exitcode = 0;
    mp_process_exitcode(&process, &exitcode);
    printf("exitcode: %d\n", exitcode);
    return 0;
}
