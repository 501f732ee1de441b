/* SPDX-License-Identifier: MIT */
/* The locks and conditions of C11. In glibc they are those of POSIX under other names and with
 * other results; here they are announced as those are. */
#include "wrap.h"

#include <errno.h>
#include <pthread.h>
#include <threads.h>

int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);
int __wrap_pthread_mutex_trylock(pthread_mutex_t *mutex);
int __wrap_pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *deadline);
int __wrap_pthread_mutex_unlock(pthread_mutex_t *mutex);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int __wrap_pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                                  const struct timespec *deadline);
int __wrap_pthread_cond_signal(pthread_cond_t *condition);
int __wrap_pthread_cond_broadcast(pthread_cond_t *condition);

static int c11_result(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

#define MUTEX(lock) ((pthread_mutex_t *)(void *)(lock))
#define CONDITION(variable) ((pthread_cond_t *)(void *)(variable))

WRAP(int, mtx_lock, mtx_t *lock)
{
    return c11_result(__wrap_pthread_mutex_lock(MUTEX(lock)));
}

WRAP(int, mtx_trylock, mtx_t *lock)
{
    return c11_result(__wrap_pthread_mutex_trylock(MUTEX(lock)));
}

WRAP(int, mtx_timedlock, mtx_t *lock, const struct timespec *deadline)
{
    return c11_result(__wrap_pthread_mutex_timedlock(MUTEX(lock), deadline));
}

WRAP(int, mtx_unlock, mtx_t *lock)
{
    return c11_result(__wrap_pthread_mutex_unlock(MUTEX(lock)));
}

WRAP(int, cnd_wait, cnd_t *variable, mtx_t *lock)
{
    return c11_result(__wrap_pthread_cond_wait(CONDITION(variable), MUTEX(lock)));
}

WRAP(int, cnd_timedwait, cnd_t *variable, mtx_t *lock, const struct timespec *deadline)
{
    return c11_result(__wrap_pthread_cond_timedwait(CONDITION(variable), MUTEX(lock), deadline));
}

WRAP(int, cnd_signal, cnd_t *variable)
{
    return c11_result(__wrap_pthread_cond_signal(CONDITION(variable)));
}

WRAP(int, cnd_broadcast, cnd_t *variable)
{
    return c11_result(__wrap_pthread_cond_broadcast(CONDITION(variable)));
}
