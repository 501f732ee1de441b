/* SPDX-License-Identifier: MIT */
/* An object on the heap that is found by container_of, whose process catches the signal and leaves
 * at once; main polls until it has gone. */
#include <mp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct my_process {
    char *arguments[2];
    mp_process process;
};

static void leave(int number)
{
    (void)number;
    _exit(0);
}

static int loop(mp_process *self)
{
    struct my_process *my =
        (struct my_process *)((char *)self - offsetof(struct my_process, process));
    signal(SIGTERM, leave);
    while (printf("%s %s %ld\n", my->arguments[0], my->arguments[1], (long)getpid()) > 0) {
        printf("in ");
        printf("myprocess\n");
        usleep(100000);
    }
    return 1;
}

int main(int count, char **arguments)
{
    struct my_process *my = calloc(1, sizeof *my);
    if (!my || count < 3)
        return 1;
    mp_process_init(&my->process, NULL, NULL);
    my->process.run = loop;
    my->arguments[0] = arguments[1];
    my->arguments[1] = arguments[2];
    mp_process_start(&my->process);
    sleep(1);
    mp_process_terminate(&my->process);
    while (mp_process_is_alive(&my->process))
        mp_sleep(0.01);
    mp_process_close(&my->process);
    free(my);
    exit(0);
}
