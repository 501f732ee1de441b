/* terminate, erin */
#include <mp.h>
#include <stdio.h>

static int loop(void *argument)
{
    for (;;)
        mp_sleep(0.2)
    return 0;
}

int main(void)
{
    mp_process process;
    mp_process_init(&process, loop);
    mp_process_start(process);
    printf("alive: %d\n", mp_process_is_alive(&process));
    return 0;
}
