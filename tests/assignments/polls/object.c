/* SPDX-License-Identifier: MIT */
/* The pause between two rounds is made of naps, and main asks for the process all the while. */
#include "nap.h"

#include <signal.h>

static void run(char **arguments)
{
    for (;;) {
        printf("%s %s %d\nin myprocess\n", arguments[1], arguments[2], getpid());
        double end = now() + 0.1;
        while (now() < end)
            nap();
    }
}

int main(int count, char **arguments)
{
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    pid_t child = count == 3 ? fork() : -1;
    if (child == 0)
        run(arguments);
    watch_for(1, child);
    kill(child, SIGTERM);
    while (!has_ended(child, NULL))
        nap();
    return 0;
}
