/* SPDX-License-Identifier: MIT */
/* A condition is a table of waiters, each with a word of its own to sleep on.
 *
 * The user's lock guards it: who enters the table and who notifies hold that lock. Only leaving, by
 * notification, deadline or death, happens without, and is one atomic step on the waiter's word:
 *
 *   FREE --wait--> WAITING --notify--> WAITING | NOTIFIED --the waiter goes--> FREE
 *                  WAITING --the waiter's time runs out--> FREE
 *
 * A notification that finds the word FREE (the waiter was faster) leaves NOTIFIED alone, which
 * counts as FREE, and goes to the next waiter; so does one whose waiter turns out to be dead. */
#include "mp/condition.h"

#include "futex.h"
#include "lock.h"
#include "observe.h"
#include "shared.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>

#define MOST_WAITERS 4096

enum { FREE = 0, WAITING = 1, NOTIFIED = 2 };

/* The details that are announced: a wait, or how many are to be notified. */
enum { DETAIL_WAIT = 0 };

struct waiter {
    mp_word state;
    pid_t thread;
    uint64_t ticket; /* smaller: has waited longer */
};

struct mp_condition {
    mp_lock *lock;
    uint64_t tickets; /* given out */
    size_t used;      /* all waiters from here on have always been FREE */
    struct waiter waiters[MOST_WAITERS];
};

mp_condition *mp_condition_new(mp_lock *lock)
{
    if (!lock) {
        errno = EINVAL;
        return NULL;
    }
    mp_condition *condition = mp_shared_map_(sizeof *condition);
    if (condition)
        condition->lock = lock;
    return condition;
}

static bool is_waiting(const struct waiter *waiter)
{
    return atomic_load(&waiter->state) & WAITING;
}

/* A place in the table, if need be one whose waiter died; NULL when there is none. */
static struct waiter *find_place(mp_condition *condition)
{
    for (size_t i = 0; i < condition->used; i++)
        if (!is_waiting(&condition->waiters[i]))
            return &condition->waiters[i];
    if (condition->used < MOST_WAITERS)
        return &condition->waiters[condition->used++];
    for (size_t i = 0; i < MOST_WAITERS; i++)
        if (mp_thread_is_dead_(condition->waiters[i].thread))
            return &condition->waiters[i];
    return NULL;
}

static struct waiter *enrol(mp_condition *condition)
{
    struct waiter *waiter = find_place(condition);
    if (!waiter)
        return NULL;
    waiter->thread = mp_thread_();
    waiter->ticket = condition->tickets++;
    atomic_store(&waiter->state, WAITING);
    return waiter;
}

/* True when notified; false when the time ran out. */
static bool await_notification(struct waiter *waiter, double timeout)
{
    struct mp_deadline deadline = mp_deadline_(timeout);
    bool in_time = true;
    while (in_time && atomic_load(&waiter->state) == WAITING)
        in_time = mp_futex_wait_(&waiter->state, WAITING, &deadline);
    uint32_t state = WAITING;
    if (atomic_compare_exchange_strong(&waiter->state, &state, FREE))
        return false;
    atomic_store(&waiter->state, FREE);
    return true;
}

int mp_condition_wait(mp_condition *condition, double timeout)
{
    if (!condition)
        return MP_STATE;
    OBSERVE(CONDITION, condition, DETAIL_WAIT);
    if (!mp_lock_is_mine_(condition->lock))
        return MP_OWNER;
    struct waiter *waiter = enrol(condition);
    if (!waiter) {
        errno = EAGAIN;
        return MP_SYSTEM;
    }
    mp_lock_release(condition->lock);
    bool notified = await_notification(waiter, timeout);
    mp_lock_acquire(condition->lock, MP_FOREVER);
    return notified ? MP_OK : MP_TIMEOUT;
}

static struct waiter *longest_waiting(mp_condition *condition)
{
    struct waiter *longest = NULL;
    for (size_t i = 0; i < condition->used; i++) {
        struct waiter *waiter = &condition->waiters[i];
        if (atomic_load(&waiter->state) == WAITING &&
            (!longest || waiter->ticket < longest->ticket))
            longest = waiter;
    }
    return longest;
}

/* False if nobody is there to be notified: the waiter has left, or died. Who was found asleep is
 * alive; who wasn't may be on the way to sleep, or dead. */
static bool notify(struct waiter *waiter)
{
    if (mp_futex_or_and_wake_(&waiter->state, NOTIFIED) > 0)
        return true;
    uint32_t state = atomic_load(&waiter->state);
    if (state == NOTIFIED || (state != FREE && mp_thread_is_dead_(waiter->thread))) {
        atomic_store(&waiter->state, FREE);
        return false;
    }
    return true;
}

int mp_condition_notify(mp_condition *condition, unsigned count)
{
    if (!condition)
        return MP_STATE;
    OBSERVE(CONDITION, condition, (long)count);
    if (!mp_lock_is_mine_(condition->lock))
        return MP_OWNER;
    struct waiter *waiter;
    while (count > 0 && (waiter = longest_waiting(condition)))
        if (notify(waiter))
            count--;
    return MP_OK;
}

int mp_condition_notify_all(mp_condition *condition)
{
    return mp_condition_notify(condition, UINT_MAX);
}

void mp_condition_free(mp_condition *condition)
{
    mp_shared_unmap_(condition, sizeof *condition);
}
