/* SPDX-License-Identifier: MIT */
/* daemon: a heartbeat that ends with main, and a worker that main waits for. See README.md. */
#include <mp.h>
#include <stdio.h>
#include <string.h>

/* Prints `is alive` every 0.5 s, for ever. */
static int heartbeat(void *argument)
{
    (void)argument;
    puts("is alive"); /* once is not enough */
    return 0;
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--nested") == 0) {
        /* Start a daemonic process that tries to start a child of its own. */
        return 0;
    }
    mp_process beats;
    mp_process_init(&beats, heartbeat, NULL);
    mp_process_start(&beats);
    /* Start the worker here. */
    mp_sleep(2.0);
    puts("main done");
    return 0;
}
