/* daemon, heidi */
#include <mp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int heartbeat(void *argument)
{
    (void)argument;
    for (;;) {
        puts("is alive");
        mp_sleep(0.5);
    }
    return 0;
}

static int worker(void *argument)
{
    (void)argument;
    for (int i = 0; i < 5; i++) {
        puts("in son2");
        mp_sleep(1.0);
    }
    return 0;
}

static int nothing(void *argument)
{
    (void)argument;
    return 0;
}

static int try_to_start_a_child(void *argument)
{
    (void)argument;
    mp_process child;
    mp_process_init(&child, nothing, NULL);
    int status = mp_process_start(&child);
    if (status != MP_OK)
        puts(mp_strerror(status));
    return 0;
}

static int nested(void)
{
    mp_process process;
    mp_process_init(&process, try_to_start_a_child, NULL);
    mp_process_set_daemon(&process, true);
    mp_process_start(&process);
    mp_process_join(&process, MP_FOREVER);
    return 0;
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--nested") == 0)
        return nested();

    mp_process works;
    pid_t beats = fork();
    if (beats == 0)
        heartbeat(NULL);
    mp_process_init(&works, worker, NULL);
    mp_process_start(&works);
    mp_sleep(2.0);
    puts("main done");
    mp_process_join(&works, MP_FOREVER);
    kill(beats, SIGTERM);
    return 0;
}
