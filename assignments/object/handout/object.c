/* SPDX-License-Identifier: MIT */
/* object: a process type of its own. See README.md. */
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>

struct my_process {
    mp_process base; /* first, so that a pointer to one is a pointer to the other */
    int x, y;
};

/* Takes the place of the default, which would call a target. */
static int my_run(mp_process *self)
{
    const struct my_process *my = (const struct my_process *)self;
    printf("%d %d\n", my->x, my->y); /* the pid, the second line and the loop are missing */
    return 0;
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    struct my_process my = {.x = atoi(arguments[1]), .y = atoi(arguments[2])};
    mp_process_init(&my.base, NULL, NULL);
    my.base.run = my_run;
    /* Start it, let it work for a second, terminate it. */
    return 0;
}
