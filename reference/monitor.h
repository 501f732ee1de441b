/* SPDX-License-Identifier: MIT */
/* Mutual exclusion for the state of one primitive, that survives the death of whoever is inside. */
#ifndef REFERENCE_MONITOR_H
#define REFERENCE_MONITOR_H

#include "futex.h"

#pragma GCC visibility push(hidden)

/* Zeroed shared memory is a monitor with nobody inside. */
struct mp_monitor {
    mp_word owner;
};

/* A reason to sleep, with those who sleep for it. Used inside the monitor. */
struct mp_channel {
    mp_word version; /* grows with each change that belongs to the channel */
    bool asleep;     /* somebody may sleep, or died doing so */
};

void mp_monitor_enter_(struct mp_monitor *monitor);
void mp_monitor_leave_(struct mp_monitor *monitor);

/* Leaves the monitor and sleeps until the channel's version has changed; who wants to look again
 * enters again. False: the time ran out. May return for no reason. */
bool mp_monitor_sleep_(struct mp_monitor *monitor, struct mp_channel *channel,
                       struct mp_deadline *deadline);

/* One more version, and all who sleep wake: one step, done or not done. */
void mp_monitor_commit_(struct mp_channel *channel);

#pragma GCC visibility pop

#endif
