/* SPDX-License-Identifier: MIT */
/* A lock is one permit. Who took it is written down beside it, for conditions only: any process may
 * release, and nothing happens when the holder dies. */
#include "lock.h"

#include "observe.h"
#include "permit.h"
#include "shared.h"

struct mp_lock {
    struct mp_permit permit;
    _Atomic pid_t holder; /* thread id; 0: free, or about to be */
};

mp_lock *mp_lock_new(void)
{
    mp_lock *lock = mp_shared_map_(sizeof *lock);
    if (lock)
        mp_permit_init_(&lock->permit, 1, 1);
    return lock;
}

static void hold(mp_lock *lock)
{
    atomic_store_explicit(&lock->holder, mp_thread_(), memory_order_relaxed);
}

static int acquire_waiting(mp_lock *lock, double timeout)
{
    bool slept = false;
    if (!mp_permit_wait_(&lock->permit, timeout, &slept))
        return MP_TIMEOUT;
    hold(lock);
    if (slept)
        OBSERVE(LOCKED, lock, 0);
    return MP_OK;
}

int mp_lock_acquire(mp_lock *lock, double timeout)
{
    if (!lock)
        return MP_STATE;
    bool once = mp_tries_once_(timeout);
    if (once)
        OBSERVE(TRY_LOCK, lock, 0);
    else
        OBSERVE(LOCK, lock, 0);
    if (mp_permit_take_(&lock->permit)) {
        hold(lock);
        return MP_OK;
    }
    return once ? MP_TIMEOUT : acquire_waiting(lock, timeout);
}

int mp_lock_release(mp_lock *lock)
{
    if (!lock)
        return MP_STATE;
    OBSERVE(UNLOCK, lock, 0);
    atomic_store_explicit(&lock->holder, 0, memory_order_relaxed);
    return mp_permit_give_(&lock->permit) ? MP_OK : MP_OWNER;
}

bool mp_lock_is_mine_(const mp_lock *lock)
{
    return atomic_load_explicit(&lock->holder, memory_order_relaxed) == mp_thread_();
}

void mp_lock_free(mp_lock *lock)
{
    mp_shared_unmap_(lock, sizeof *lock);
}

void mp_lock_scope_end_(mp_lock **lock)
{
    if (*lock)
        mp_lock_release(*lock);
}
