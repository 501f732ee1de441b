/* SPDX-License-Identifier: MIT */
/* The process prints the number of its parent, not its own. */
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct my_process {
    mp_process base; /* first, so that a pointer to one is a pointer to the other */
    int x, y;
};

static int my_run(mp_process *self)
{
    const struct my_process *my = (const struct my_process *)self;
    for (;;) {
        printf("%d %d %d\n", my->x, my->y, (int)getppid());
        puts("in myprocess");
        mp_sleep(0.1);
    }
    return 0;
}

static void my_init(struct my_process *my, int x, int y)
{
    mp_process_init(&my->base, NULL, NULL);
    my->base.run = my_run;
    my->x = x;
    my->y = y;
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    struct my_process my;
    my_init(&my, atoi(arguments[1]), atoi(arguments[2]));
    mp_process_set_daemon(&my.base, true);
    mp_process_start(&my.base);
    mp_sleep(1.0);
    mp_process_terminate(&my.base);
    mp_process_join(&my.base, MP_FOREVER);
    return 0;
}
