/* SPDX-License-Identifier: MIT */
/* The process catches the signal and ends by itself, at the end of its round: where the signal
 * comes between the question and the round, one more is begun. */
#include <mp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct my_process {
    mp_process base;
    int x, y;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static int my_run(mp_process *self)
{
    const struct my_process *my = (const struct my_process *)self;
    const struct timespec pause = {.tv_nsec = 100000000};
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    while (!stop) {
        printf("%d %d %d\n", my->x, my->y, (int)getpid());
        printf("in myprocess\n");
        nanosleep(&pause, NULL);
    }
    return 0;
}

int main(int count, char **arguments)
{
    struct my_process my;
    if (count < 3)
        return 2;
    mp_process_init(&my.base, NULL, NULL);
    my.base.run = my_run;
    my.x = atoi(arguments[1]);
    my.y = atoi(arguments[2]);
    mp_process_set_daemon(&my.base, true);
    if (mp_process_start(&my.base) != MP_OK)
        return 1;
    sleep(1);
    mp_process_terminate(&my.base);
    mp_process_join(&my.base, MP_FOREVER);
    return 0;
}
