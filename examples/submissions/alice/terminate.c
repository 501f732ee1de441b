/* terminate, alice */
#include <mp.h>
#include <stdio.h>

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
    mp_process_join(&process, MP_FOREVER);
    printf("alive: %d\n", mp_process_is_alive(&process));
    int exitcode = 0;
    mp_process_exitcode(&process, &exitcode);
    printf("exitcode: %d\n", exitcode);
    return 0;
}
