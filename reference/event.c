/* SPDX-License-Identifier: MIT */
/* An event is one word: the flag in its lowest bit, above it the number of times it was cleared. So
 * a waiter sees that the flag was set even if it has been cleared again, and everything that can
 * happen to an event is one atomic step. */
#include "mp/event.h"

#include "futex.h"
#include "observe.h"
#include "shared.h"

enum { EVENT_SET = 1 };

/* The details that are announced. */
enum { DETAIL_WAIT, DETAIL_SET, DETAIL_CLEAR, DETAIL_IS_SET };

struct mp_event {
    mp_word word;
};

mp_event *mp_event_new(void)
{
    return mp_shared_map_(sizeof(mp_event));
}

void mp_event_set(mp_event *event)
{
    if (!event)
        return;
    OBSERVE(EVENT, event, DETAIL_SET);
    if (!(atomic_load(&event->word) & EVENT_SET))
        mp_futex_or_and_wake_(&event->word, EVENT_SET);
}

void mp_event_clear(mp_event *event)
{
    if (!event)
        return;
    OBSERVE(EVENT, event, DETAIL_CLEAR);
    uint32_t word = atomic_load(&event->word);
    while (word & EVENT_SET && !atomic_compare_exchange_weak(&event->word, &word, word + 1))
        continue;
}

bool mp_event_is_set(mp_event *event)
{
    if (!event)
        return false;
    OBSERVE(EVENT, event, DETAIL_IS_SET);
    return atomic_load(&event->word) & EVENT_SET;
}

int mp_event_wait(mp_event *event, double timeout)
{
    if (!event)
        return MP_STATE;
    OBSERVE(EVENT, event, DETAIL_WAIT);
    uint32_t before = atomic_load(&event->word);
    if (before & EVENT_SET)
        return MP_OK;
    struct mp_deadline deadline = mp_deadline_(timeout);
    bool in_time = true;
    while (in_time && atomic_load(&event->word) == before)
        in_time = mp_futex_wait_(&event->word, before, &deadline);
    return atomic_load(&event->word) != before ? MP_OK : MP_TIMEOUT;
}

void mp_event_free(mp_event *event)
{
    mp_shared_unmap_(event, sizeof *event);
}
