/* SPDX-License-Identifier: MIT */
/* A flag to wait for. */
#ifndef MP_EVENT_H
#define MP_EVENT_H

#include "mp/status.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_event mp_event;

/* An event that isn't set. NULL with errno. */
mp_event *mp_event_new(void);

/* Sets the flag and wakes all who wait for it. */
void mp_event_set(mp_event *event);

void mp_event_clear(mp_event *event);

/* Whether the flag was set at one moment; it may have changed since. */
bool mp_event_is_set(mp_event *event);

/* Waits until the flag is set. MP_OK also when it was set while waiting and cleared again since;
 * MP_TIMEOUT. */
int mp_event_wait(mp_event *event, double timeout);

/* Takes it out of this process only. NULL is allowed. */
void mp_event_free(mp_event *event);

#ifdef __cplusplus
}
#endif

#endif
