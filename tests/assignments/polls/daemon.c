/* SPDX-License-Identifier: MIT */
/* Everybody naps for a millisecond at a time, and main asks for the worker all the while. */
#include "nap.h"

#include <signal.h>
#include <string.h>

static void nap_for(double seconds)
{
    double end = now() + seconds;
    while (now() < end)
        nap();
}

static void beat(void)
{
    for (;;) {
        puts("is alive");
        nap_for(0.5);
    }
}

static void work(void)
{
    for (int i = 0; i < 5; i++) {
        puts("in son2");
        nap_for(1);
    }
    exit(0);
}

static void refuse(void)
{
    puts("daemonic processes are not allowed to have children");
    exit(0);
}

static pid_t start(void (*code)(void))
{
    pid_t child = fork();
    if (child == 0)
        code();
    return child;
}

static int wait_for(pid_t child)
{
    while (!has_ended(child, NULL))
        nap();
    return 0;
}

int main(int count, char **arguments)
{
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    if (count > 1 && strcmp(arguments[1], "--nested") == 0)
        return wait_for(start(refuse));
    pid_t heart = start(beat), worker = start(work);
    watch_for(2, worker);
    puts("main done");
    kill(heart, SIGTERM);
    wait_for(heart);
    return wait_for(worker);
}
