/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in set has set the event, and woken who waits, or neither.
 *
 * budget: 200
 * search: complete
 * outcome: set, woken
 * outcome: not set, woken
 */
#include <mp.h>
#include <stdio.h>

static mp_event *event;

static int set(void *unused)
{
    (void)unused;
    mp_event_set(event);
    return 0;
}

static int wait(void *unused)
{
    (void)unused;
    return mp_event_wait(event, MP_FOREVER);
}

int main(void)
{
    mp_process victim, waiter;
    event = mp_event_new();
    mp_process_init(&victim, set, NULL);
    mp_process_init(&waiter, wait, NULL);
    mp_process_start(&waiter);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    bool was_set = mp_event_is_set(event);
    if (!was_set)
        mp_event_set(event);
    mp_process_join(&waiter, MP_FOREVER);
    puts(was_set ? "set, woken" : "not set, woken");
    return 0;
}
