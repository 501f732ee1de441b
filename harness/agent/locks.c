/* SPDX-License-Identifier: MIT */
/* POSIX locks don't enter the kernel when nobody holds them; these wrappers announce every
 * operation. Taking a lock tries first, so that a LOCKED step is announced exactly when the task
 * had to wait: the wait itself is a futex call, which the director sees. */
#define _GNU_SOURCE
#include "agent.h"
#include "wrap.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

enum { TYPE_BITS = 3, ROBUST_BIT = 16 }; /* of a mutex's kind, in glibc */

static enum lock_rule rule_of(const pthread_mutex_t *mutex)
{
    int kind = mutex->__data.__kind, type = kind & TYPE_BITS;
    bool checked = type == PTHREAD_MUTEX_RECURSIVE_NP || type == PTHREAD_MUTEX_ERRORCHECK_NP ||
                   kind & ROBUST_BIT;
    return checked ? LOCK_CHECKED : LOCK_OWNED;
}

WRAP(int, pthread_mutex_destroy, pthread_mutex_t *mutex)
{
    if (!CALLED_BY_LIBRARY)
        agent_point(OPERATION_LOCK_DESTROY, mutex, rule_of(mutex));
    return __real_pthread_mutex_destroy(mutex);
}

WRAP(int, pthread_mutex_trylock, pthread_mutex_t *mutex)
{
    agent_point(OPERATION_TRY_LOCK, mutex, rule_of(mutex));
    return __real_pthread_mutex_trylock(mutex);
}

WRAP(int, pthread_mutex_lock, pthread_mutex_t *mutex)
{
    if (CALLED_BY_LIBRARY)
        return __real_pthread_mutex_lock(mutex);
    agent_point(OPERATION_LOCK, mutex, rule_of(mutex));
    int result = __real_pthread_mutex_trylock(mutex);
    if (result != EBUSY)
        return result;
    result = __real_pthread_mutex_lock(mutex);
    agent_point(OPERATION_LOCKED, mutex, rule_of(mutex));
    return result;
}

WRAP(int, pthread_mutex_timedlock, pthread_mutex_t *mutex, const struct timespec *deadline)
{
    agent_point(OPERATION_LOCK, mutex, rule_of(mutex));
    int result = __real_pthread_mutex_trylock(mutex);
    if (result != EBUSY)
        return result;
    result = __real_pthread_mutex_timedlock(mutex, deadline);
    if (result != ETIMEDOUT)
        agent_point(OPERATION_LOCKED, mutex, rule_of(mutex));
    return result;
}

WRAP(int, pthread_mutex_clocklock, pthread_mutex_t *mutex, clockid_t clock,
     const struct timespec *deadline)
{
    agent_point(OPERATION_LOCK, mutex, rule_of(mutex));
    int result = __real_pthread_mutex_trylock(mutex);
    if (result != EBUSY)
        return result;
    result = __real_pthread_mutex_clocklock(mutex, clock, deadline);
    if (result != ETIMEDOUT)
        agent_point(OPERATION_LOCKED, mutex, rule_of(mutex));
    return result;
}

WRAP(int, pthread_mutex_unlock, pthread_mutex_t *mutex)
{
    if (!CALLED_BY_LIBRARY)
        agent_point(OPERATION_UNLOCK, mutex, rule_of(mutex));
    return __real_pthread_mutex_unlock(mutex);
}

WRAP(int, sem_trywait, sem_t *semaphore)
{
    agent_point(OPERATION_SEMAPHORE_TRY, semaphore, 0);
    return __real_sem_trywait(semaphore);
}

WRAP(int, sem_wait, sem_t *semaphore)
{
    agent_point(OPERATION_SEMAPHORE_WAIT, semaphore, 0);
    if (__real_sem_trywait(semaphore) == 0)
        return 0;
    int result = __real_sem_wait(semaphore);
    if (result == 0)
        agent_point(OPERATION_SEMAPHORE_GOT, semaphore, 0);
    return result;
}

WRAP(int, sem_timedwait, sem_t *semaphore, const struct timespec *deadline)
{
    agent_point(OPERATION_SEMAPHORE_WAIT, semaphore, 0);
    if (__real_sem_trywait(semaphore) == 0)
        return 0;
    int result = __real_sem_timedwait(semaphore, deadline);
    if (result == 0)
        agent_point(OPERATION_SEMAPHORE_GOT, semaphore, 0);
    return result;
}

WRAP(int, sem_clockwait, sem_t *semaphore, clockid_t clock, const struct timespec *deadline)
{
    agent_point(OPERATION_SEMAPHORE_WAIT, semaphore, 0);
    if (__real_sem_trywait(semaphore) == 0)
        return 0;
    int result = __real_sem_clockwait(semaphore, clock, deadline);
    if (result == 0)
        agent_point(OPERATION_SEMAPHORE_GOT, semaphore, 0);
    return result;
}

WRAP(int, sem_post, sem_t *semaphore)
{
    agent_point(OPERATION_SEMAPHORE_POST, semaphore, 0);
    return __real_sem_post(semaphore);
}

/* Without a signal, as POSIX allows: the mutex is free for a moment all the same. */
static int end_early(pthread_mutex_t *mutex)
{
    __wrap_pthread_mutex_unlock(mutex);
    return __wrap_pthread_mutex_lock(mutex);
}

/* Also when a thread is cancelled while it waits: then this comes before the student's handlers. */
static void locked(void *mutex)
{
    agent_point(OPERATION_LOCKED, mutex, rule_of(mutex));
}

WRAP(int, pthread_cond_wait, pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    if (agent_point(OPERATION_CONDITION, condition, CONDITION_MAY_END_EARLY) == 1)
        return end_early(mutex);
    int result;
    agent_point(OPERATION_UNLOCK, mutex, rule_of(mutex));
    pthread_cleanup_push(locked, mutex);
    result = __real_pthread_cond_wait(condition, mutex);
    pthread_cleanup_pop(1);
    return result;
}

WRAP(int, pthread_cond_timedwait, pthread_cond_t *condition, pthread_mutex_t *mutex,
     const struct timespec *deadline)
{
    if (agent_point(OPERATION_CONDITION, condition, CONDITION_MAY_END_EARLY) == 1)
        return end_early(mutex);
    int result;
    agent_point(OPERATION_UNLOCK, mutex, rule_of(mutex));
    pthread_cleanup_push(locked, mutex);
    result = __real_pthread_cond_timedwait(condition, mutex, deadline);
    pthread_cleanup_pop(1);
    return result;
}

WRAP(int, pthread_cond_clockwait, pthread_cond_t *condition, pthread_mutex_t *mutex,
     clockid_t clock, const struct timespec *deadline)
{
    if (agent_point(OPERATION_CONDITION, condition, CONDITION_MAY_END_EARLY) == 1)
        return end_early(mutex);
    int result;
    agent_point(OPERATION_UNLOCK, mutex, rule_of(mutex));
    pthread_cleanup_push(locked, mutex);
    result = __real_pthread_cond_clockwait(condition, mutex, clock, deadline);
    pthread_cleanup_pop(1);
    return result;
}

WRAP(int, pthread_cond_signal, pthread_cond_t *condition)
{
    agent_point(OPERATION_CONDITION, condition, 1);
    return __real_pthread_cond_signal(condition);
}

WRAP(int, pthread_cond_broadcast, pthread_cond_t *condition)
{
    agent_point(OPERATION_CONDITION, condition, CONDITION_WAKES_ALL);
    return __real_pthread_cond_broadcast(condition);
}

WRAP(int, pthread_barrier_wait, pthread_barrier_t *barrier)
{
    agent_point(OPERATION_BARRIER, barrier, 0);
    return __real_pthread_barrier_wait(barrier);
}
