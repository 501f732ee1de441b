/* SPDX-License-Identifier: MIT */
/* A recursive lock is one permit, and a count that only its holder touches.
 *
 * `owner` is the holder's thread id from after it took the permit until before it gives it back, so
 * a thread that reads its own id there holds the lock, and one that doesn't, doesn't. A forked
 * child has an id of its own. */
#include "mp/rlock.h"

#include "observe.h"
#include "permit.h"
#include "shared.h"

struct mp_rlock {
    struct mp_permit permit;
    _Atomic pid_t owner;
    unsigned depth;
};

mp_rlock *mp_rlock_new(void)
{
    mp_rlock *lock = mp_shared_map_(sizeof *lock);
    if (lock)
        mp_permit_init_(&lock->permit, 1, 1);
    return lock;
}

static bool is_mine(const mp_rlock *lock)
{
    return atomic_load_explicit(&lock->owner, memory_order_relaxed) == mp_thread_();
}

static void hold(mp_rlock *lock)
{
    lock->depth = 1;
    atomic_store_explicit(&lock->owner, mp_thread_(), memory_order_relaxed);
}

static int acquire_waiting(mp_rlock *lock, double timeout)
{
    bool slept = false;
    if (!mp_permit_wait_(&lock->permit, timeout, &slept))
        return MP_TIMEOUT;
    hold(lock);
    if (slept)
        OBSERVE(LOCKED, lock, 0);
    return MP_OK;
}

/* Going deeper concerns nobody else, and isn't announced. */
int mp_rlock_acquire(mp_rlock *lock, double timeout)
{
    if (!lock)
        return MP_STATE;
    if (is_mine(lock)) {
        lock->depth++;
        return MP_OK;
    }
    bool once = mp_tries_once_(timeout);
    if (once)
        OBSERVE(TRY_LOCK, lock, 0);
    else
        OBSERVE(LOCK, lock, 0);
    if (!mp_permit_take_(&lock->permit))
        return once ? MP_TIMEOUT : acquire_waiting(lock, timeout);
    hold(lock);
    return MP_OK;
}

int mp_rlock_release(mp_rlock *lock)
{
    if (!lock)
        return MP_STATE;
    if (!is_mine(lock))
        return MP_OWNER;
    if (--lock->depth > 0)
        return MP_OK;
    OBSERVE(UNLOCK, lock, 0);
    atomic_store_explicit(&lock->owner, 0, memory_order_relaxed);
    mp_permit_give_(&lock->permit);
    return MP_OK;
}

void mp_rlock_free(mp_rlock *lock)
{
    mp_shared_unmap_(lock, sizeof *lock);
}
