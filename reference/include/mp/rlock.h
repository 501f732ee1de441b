/* SPDX-License-Identifier: MIT */
/* A lock that its holder can acquire again. */
#ifndef MP_RLOCK_H
#define MP_RLOCK_H

#include "mp/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_rlock mp_rlock;

/* A free lock. NULL with errno. */
mp_rlock *mp_rlock_new(void);

/* Takes the lock, or once more if this thread of this process holds it already. MP_OK, MP_TIMEOUT.
 * A child doesn't hold what its parent holds. */
int mp_rlock_acquire(mp_rlock *lock, double timeout);

/* Undoes one acquire; the last one frees the lock. MP_OWNER to anybody but the holder. */
int mp_rlock_release(mp_rlock *lock);

/* Takes the lock out of this process only. NULL is allowed. */
void mp_rlock_free(mp_rlock *lock);

#ifdef __cplusplus
}
#endif

#endif
