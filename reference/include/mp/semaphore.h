/* SPDX-License-Identifier: MIT */
/* A counter of permits: acquire takes one, and waits while there is none. */
#ifndef MP_SEMAPHORE_H
#define MP_SEMAPHORE_H

#include "mp/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_semaphore mp_semaphore;

/* `value` permits; at most INT_MAX, also later. NULL with errno. */
mp_semaphore *mp_semaphore_new(unsigned value);

/* The same, but it can never have more permits than it starts with. */
mp_semaphore *mp_bounded_semaphore_new(unsigned value);

/* Takes a permit, waiting for one. MP_OK, or MP_TIMEOUT. */
int mp_semaphore_acquire(mp_semaphore *semaphore, double timeout);

/* Gives a permit; any process may. MP_OWNER when there are as many as there can be; of two releases
 * at the very same moment with somebody waiting, the superfluous one may be answered MP_OK, but the
 * permits never exceed the bound. */
int mp_semaphore_release(mp_semaphore *semaphore);

/* Takes it out of this process only. NULL is allowed. */
void mp_semaphore_free(mp_semaphore *semaphore);

#ifdef __cplusplus
}
#endif

#endif
