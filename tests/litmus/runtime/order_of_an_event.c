/* SPDX-License-Identifier: MIT */
/* Who waits for an event goes on after it was set, even if it is cleared at once; who comes too
 * late waits in vain.
 *
 * outcome: set | woken
 * outcome: set | too late
 */
#include <mp.h>
#include <stdio.h>

static mp_event *event;

static int wait(void *unused)
{
    (void)unused;
    puts(mp_event_wait(event, 1) == MP_OK ? "woken" : "too late");
    return 0;
}

int main(void)
{
    mp_process process;
    event = mp_event_new();
    mp_process_init(&process, wait, NULL);
    mp_process_start(&process);
    puts("set");
    fflush(stdout);
    mp_event_set(event);
    mp_event_clear(event);
    return 0;
}
