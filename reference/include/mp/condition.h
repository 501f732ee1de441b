/* SPDX-License-Identifier: MIT */
/* Waiting, with a lock in hand, for a change that others make under the same lock. */
#ifndef MP_CONDITION_H
#define MP_CONDITION_H

#include "mp/lock.h"
#include "mp/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_condition mp_condition;

/* A condition on `lock`, which must outlive it and may serve several. NULL with errno. */
mp_condition *mp_condition_new(mp_lock *lock);

/* Releases the lock, waits to be notified, and acquires the lock again (however long that takes).
 * MP_OK when notified, MP_TIMEOUT, MP_OWNER when this thread doesn't hold the lock, MP_SYSTEM with
 * EAGAIN when 4,096 already wait. Whoever waits checks again, in a loop, what it waits for. */
int mp_condition_wait(mp_condition *condition, double timeout);

/* Wakes the `count` who have waited longest, or all if there are fewer. Not remembered: who waits
 * later isn't woken. A waiter that died doesn't count. MP_OK, or MP_OWNER. */
int mp_condition_notify(mp_condition *condition, unsigned count);
int mp_condition_notify_all(mp_condition *condition);

/* Takes it out of this process only. NULL is allowed. */
void mp_condition_free(mp_condition *condition);

#ifdef __cplusplus
}
#endif

#endif
