/* SPDX-License-Identifier: MIT */
/* A program whose main leaves in the way that its argument names, while children run: what it
 * prints tells the order in which things end. test_leaving.c reads it. */
#include <mp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static mp_event *leaving;

static void say(const char *what)
{
    dprintf(STDOUT_FILENO, "%s\n", what);
}

static int forever(void *unused)
{
    (void)unused;
    for (;;)
        mp_sleep(1000);
    return 0;
}

static int finish_late(void *unused)
{
    (void)unused;
    mp_event_wait(leaving, MP_FOREVER);
    say("child ends");
    return 3;
}

static void registered_before(void)
{
    say("atexit");
}

static void announce_leaving(void)
{
    say("leaving");
    mp_event_set(leaving);
}

/* The processes live on this function's stack, and are dead when main leaves. */
static void start_both(void)
{
    mp_process daemon, other;
    mp_process_init(&daemon, forever, NULL);
    mp_process_set_daemon(&daemon, true);
    mp_process_start(&daemon);
    mp_process_init(&other, finish_late, NULL);
    mp_process_start(&other);
    dprintf(STDERR_FILENO, "%d\n", (int)mp_process_pid(&daemon));
}

int main(int count, char *arguments[])
{
    const char *how = count > 1 ? arguments[1] : "return";
    leaving = mp_event_new();
    atexit(registered_before);
    start_both();
    announce_leaving();
    if (strcmp(how, "exit") == 0)
        exit(5);
    if (strcmp(how, "_exit") == 0)
        _exit(6);
    if (strcmp(how, "signal") == 0)
        raise(SIGTERM);
    return 4;
}
