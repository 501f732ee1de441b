/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in set and clear leaves the event as it was after one of them.
 *
 * search: complete
 * outcome: clear
 * outcome: set
 */
#include <mp.h>
#include <stdio.h>

static mp_event *event;

static int set_and_clear(void *unused)
{
    (void)unused;
    mp_event_set(event);
    mp_event_clear(event);
    return 0;
}

int main(void)
{
    mp_process victim;
    event = mp_event_new();
    mp_process_init(&victim, set_and_clear, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    puts(mp_event_wait(event, 1) == MP_OK ? "set" : "clear");
    return 0;
}
