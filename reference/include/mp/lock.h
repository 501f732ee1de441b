/* SPDX-License-Identifier: MIT */
/* A lock that one process at a time can hold. */
#ifndef MP_LOCK_H
#define MP_LOCK_H

#include "mp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_lock mp_lock;

/* A free lock. NULL with errno. */
mp_lock *mp_lock_new(void);

/* Waits until the lock is free and takes it. MP_OK, or MP_TIMEOUT. Not recursive: who holds it and
 * acquires it again waits for itself. A lock whose holder died stays held. No order among those who
 * wait is promised. */
int mp_lock_acquire(mp_lock *lock, double timeout);

/* Frees the lock, whoever holds it: any process may. MP_OWNER when it is free; of two releases at
 * the very same moment with somebody waiting, the superfluous one may be answered MP_OK. */
int mp_lock_release(mp_lock *lock);

/* Takes the lock out of this process only. NULL is allowed. */
void mp_lock_free(mp_lock *lock);

void mp_lock_scope_end_(mp_lock **lock);

/* MP_WITH_LOCK(lock) { ... }: holds the lock in the block, and releases it however the block is
 * left: at its end, by break, continue, return or goto (but not by exit, longjmp or death). break
 * and continue leave this block, and not a loop around it. Without a lock (NULL) the block isn't
 * entered. */
/* clang-format off */
#define MP_WITH_LOCK(l) MP_WITH_LOCK_AT_(l, __LINE__)
#define MP_WITH_LOCK_AT_(l, line) MP_WITH_LOCK_AS_(l, line)
#define MP_WITH_LOCK_AS_(l, line) MP_WITH_LOCK_NAMED_(l, mp_scope_##line##_, mp_once_##line##_)
#define MP_WITH_LOCK_NAMED_(l, scope, once)                                                        \
    for (mp_lock *scope __attribute__((cleanup(mp_lock_scope_end_))) =                             \
             (mp_lock_acquire((l), MP_FOREVER) == MP_OK ? (l) : NULL),                             \
             *once = scope;                                                                        \
         once; once = NULL)
/* clang-format on */

#ifdef __cplusplus
}
#endif

#endif
