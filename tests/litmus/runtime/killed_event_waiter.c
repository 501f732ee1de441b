/* SPDX-License-Identifier: MIT */
/* Who is killed while it waits for an event disturbs nobody who uses it.
 *
 * search: complete
 * outcome: set | clear
 */
#include <mp.h>
#include <stdio.h>

static mp_event *event;

static int wait(void *unused)
{
    (void)unused;
    return mp_event_wait(event, MP_FOREVER);
}

int main(void)
{
    mp_process victim;
    event = mp_event_new();
    mp_process_init(&victim, wait, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_event_set(event);
    mp_process_join(&victim, MP_FOREVER);
    puts(mp_event_wait(event, 0) == MP_OK ? "set" : "lost");
    mp_event_clear(event);
    puts(mp_event_wait(event, 1) == MP_TIMEOUT ? "clear" : "set");
    return 0;
}
