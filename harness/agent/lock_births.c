/* SPDX-License-Identifier: MIT */
/* Locks, semaphores, conditions and barriers that begin. Who already waits at one that is begun
 * under it may wait for ever: so a beginning is a point of its own, before it happens. */
#include "agent.h"
#include "wrap.h"

#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

#define BEGINS(object) UNLESS_LIBRARY(agent_point(OPERATION_LOCK_INIT, (const void *)(object), 0))

WRAP(int, pthread_mutex_init, pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    BEGINS(mutex);
    return __real_pthread_mutex_init(mutex, attributes);
}

WRAP(int, pthread_cond_init, pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
    BEGINS(condition);
    return __real_pthread_cond_init(condition, attributes);
}

WRAP(int, pthread_barrier_init, pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes,
     unsigned count)
{
    BEGINS(barrier);
    return __real_pthread_barrier_init(barrier, attributes, count);
}

WRAP(int, pthread_rwlock_init, pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes)
{
    BEGINS(lock);
    return __real_pthread_rwlock_init(lock, attributes);
}

WRAP(int, pthread_spin_init, pthread_spinlock_t *lock, int shared)
{
    BEGINS(lock);
    return __real_pthread_spin_init(lock, shared);
}

WRAP(int, sem_init, sem_t *semaphore, int shared, unsigned value)
{
    BEGINS(semaphore);
    return __real_sem_init(semaphore, shared, value);
}

WRAP(int, mtx_init, mtx_t *lock, int type)
{
    BEGINS(lock);
    return __real_mtx_init(lock, type);
}

WRAP(int, cnd_init, cnd_t *condition)
{
    BEGINS(condition);
    return __real_cnd_init(condition);
}
