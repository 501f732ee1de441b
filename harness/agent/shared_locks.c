/* SPDX-License-Identifier: MIT */
/* Read-write locks and spinlocks. A read-write lock may have several holders, so it is announced as
 * a semaphore: who comes after a release knows what was before it. A spinlock never enters the
 * kernel; each of its turns is announced, or a task would spin where nobody can see it. */
#include "agent.h"
#include "wrap.h"

#include <errno.h>
#include <pthread.h>

#define TAKE(kind)                                                                                 \
    WRAP(int, pthread_rwlock_try##kind##lock, pthread_rwlock_t *lock)                              \
    {                                                                                              \
        agent_point(OPERATION_SEMAPHORE_TRY, lock, 0);                                             \
        return __real_pthread_rwlock_try##kind##lock(lock);                                        \
    }                                                                                              \
    WRAP(int, pthread_rwlock_##kind##lock, pthread_rwlock_t *lock)                                 \
    {                                                                                              \
        agent_point(OPERATION_SEMAPHORE_WAIT, lock, 0);                                            \
        int result = __real_pthread_rwlock_try##kind##lock(lock);                                  \
        if (result != EBUSY)                                                                       \
            return result;                                                                         \
        result = __real_pthread_rwlock_##kind##lock(lock);                                         \
        agent_point(OPERATION_SEMAPHORE_GOT, lock, result);                                        \
        return result;                                                                             \
    }                                                                                              \
    WRAP(int, pthread_rwlock_timed##kind##lock, pthread_rwlock_t *lock,                            \
         const struct timespec *deadline)                                                          \
    {                                                                                              \
        agent_point(OPERATION_SEMAPHORE_WAIT, lock, 0);                                            \
        int result = __real_pthread_rwlock_try##kind##lock(lock);                                  \
        if (result != EBUSY)                                                                       \
            return result;                                                                         \
        result = __real_pthread_rwlock_timed##kind##lock(lock, deadline);                          \
        if (result != ETIMEDOUT)                                                                   \
            agent_point(OPERATION_SEMAPHORE_GOT, lock, result);                                    \
        return result;                                                                             \
    }

TAKE(rd)
TAKE(wr)

WRAP(int, pthread_rwlock_unlock, pthread_rwlock_t *lock)
{
    agent_point(OPERATION_SEMAPHORE_POST, lock, 0);
    return __real_pthread_rwlock_unlock(lock);
}

WRAP(int, pthread_spin_trylock, pthread_spinlock_t *lock)
{
    agent_point(OPERATION_TRY_LOCK, (const void *)lock, LOCK_OWNED);
    return __real_pthread_spin_trylock(lock);
}

WRAP(int, pthread_spin_lock, pthread_spinlock_t *lock)
{
    int result;
    do
        result = __wrap_pthread_spin_trylock(lock);
    while (result == EBUSY);
    return result;
}

WRAP(int, pthread_spin_unlock, pthread_spinlock_t *lock)
{
    agent_point(OPERATION_UNLOCK, (const void *)lock, LOCK_OWNED);
    return __real_pthread_spin_unlock(lock);
}
