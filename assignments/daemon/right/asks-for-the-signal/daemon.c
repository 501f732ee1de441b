/* SPDX-License-Identifier: MIT */
/* The heartbeat blocks the signal and waits for it, half a second at a time. */
#include <errno.h>
#include <mp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int heartbeat(void *a)
{
    (void)a;
    sigset_t s;
    sigemptyset(&s);
    sigaddset(&s, SIGTERM);
    sigprocmask(SIG_BLOCK, &s, NULL);
    struct timespec half_a_second = {0, 500000000};
    int got = 0;
    do
        if (got == 0 || errno == EAGAIN) /* the first time, or half a second is over */
            puts("is alive");
    while ((got = sigtimedwait(&s, NULL, &half_a_second)) != SIGTERM);
    return 0;
}

static int worker(void *a)
{
    (void)a;
    for (int i = 0; i < 5; i++) {
        puts("in son2");
        mp_sleep(1);
    }
    return 0;
}

static int nothing(void *a)
{
    (void)a;
    return 0;
}

static int try_to_start_a_child(void *a)
{
    mp_process p;
    mp_process_init(&p, nothing, NULL);
    *(int *)a = mp_process_start(&p);
    return 0;
}

int main(int count, char **arguments)
{
    mp_process p, works;
    if (count > 1 && !strcmp(arguments[1], "--nested")) {
        int *r = mp_shared_new(sizeof *r);
        mp_process_init(&p, try_to_start_a_child, r);
        mp_process_set_daemon(&p, 1);
        mp_process_start(&p);
        mp_process_join(&p, MP_FOREVER);
        puts(mp_strerror(*r));
        return 0;
    }
    mp_process_init(&p, heartbeat, 0);
    mp_process_set_daemon(&p, 1);
    mp_process_init(&works, worker, 0);
    mp_process_start(&p);
    mp_process_start(&works);
    mp_sleep(1);
    mp_sleep(1);
    puts("main done");
    return 0;
}
