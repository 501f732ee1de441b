/* SPDX-License-Identifier: MIT */
/* Locks, recursive locks and semaphores. After CPython's _TestLock and _TestSemaphore. */
#include "family.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static mp_lock *lock;
static mp_rlock *rlock;
static mp_semaphore *semaphore;

static void make(void)
{
    lock = mp_lock_new();
    rlock = mp_rlock_new();
    semaphore = mp_semaphore_new(0);
}

static void free_all(void)
{
    mp_lock_free(lock);
    mp_rlock_free(rlock);
    mp_semaphore_free(semaphore);
}

TestSuite(lock, .init = make, .fini = free_all);

Test(lock, is_held_once)
{
    cr_assert_eq(mp_lock_acquire(lock, MP_FOREVER), MP_OK);
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT);
    cr_assert_eq(mp_lock_acquire(lock, -0.5), MP_TIMEOUT, "negative: tries once");
    cr_assert_eq(mp_lock_release(lock), MP_OK);
    cr_assert_eq(mp_lock_release(lock), MP_OWNER);
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_OK, "the superfluous release changed nothing");
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT);
}

Test(lock, waiting_ends_with_the_timeout)
{
    mp_lock_acquire(lock, 0);
    double before = mp_time();
    cr_assert_eq(mp_lock_acquire(lock, 0.02), MP_TIMEOUT);
    cr_assert_geq(mp_time() - before, 0.02);
}

static int leave_by_return(void)
{
    MP_WITH_LOCK(lock)
    {
        return mp_lock_acquire(lock, 0);
    }
    return -1;
}

Test(lock, scope_releases_however_it_is_left)
{
    int rounds = 0;
    MP_WITH_LOCK(lock)
    {
        rounds++;
        cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT);
    }
    cr_assert_eq(rounds, 1);
    cr_assert_eq(leave_by_return(), MP_TIMEOUT);
    MP_WITH_LOCK(lock)
    {
        break;
    }
    for (rounds = 0; rounds < 3; rounds++)
        MP_WITH_LOCK(lock)
        {
            continue;
        }
    cr_assert_eq(rounds, 3);
    MP_WITH_LOCK(lock)
    {
        goto outside;
    }
outside:
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_OK, "released each time");
}

static int leave_two_by_return(mp_lock *other)
{
    MP_WITH_LOCK(lock)
    {
        MP_WITH_LOCK(other)
        {
            return mp_lock_acquire(lock, 0) == MP_TIMEOUT &&
                   mp_lock_acquire(other, 0) == MP_TIMEOUT;
        }
    }
    return 0;
}

Test(lock, scopes_nest)
{
    mp_lock *other = mp_lock_new();
    cr_assert(leave_two_by_return(other));
    MP_WITH_LOCK(lock)
    {
        MP_WITH_LOCK(other)
        {
            break;
        }
        cr_assert_eq(mp_lock_acquire(other, 0), MP_OK, "the inner one is released");
        cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT, "the outer one isn't");
    }
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_OK);
    MP_WITH_LOCK(NULL)
    {
        cr_assert_fail("entered without a lock");
    }
    mp_lock_free(other);
}

struct counting {
    int turns;
    volatile int *counter;
};

static int count_up(void *argument)
{
    struct counting *counting = argument;
    for (int i = 0; i < counting->turns; i++)
        MP_WITH_LOCK(lock)
        {
            *counting->counter += 1;
        }
    return 0;
}

Test(lock, excludes)
{
    enum { WORKERS = 4 };
    struct counting counting = {5000, mp_shared_new(sizeof(int))};
    mp_process workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        start(&workers[i], count_up, &counting);
    for (int i = 0; i < WORKERS; i++)
        cr_assert_eq(end(&workers[i]), 0);
    cr_assert_eq(*counting.counter, WORKERS * counting.turns);
    mp_shared_free((void *)counting.counter);
}

static int release_lock(void *unused)
{
    (void)unused;
    return mp_lock_release(lock);
}

Test(lock, may_be_released_by_another_process)
{
    mp_lock_acquire(lock, 0);
    cr_assert_eq(run(release_lock, NULL), MP_OK);
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_OK);
}

static int acquire_and_die(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    raise(SIGKILL);
    return 0;
}

Test(lock, stays_held_when_its_holder_dies)
{
    cr_assert_eq(run(acquire_and_die, NULL), -SIGKILL);
    cr_assert_eq(mp_lock_acquire(lock, 0.01), MP_TIMEOUT);
    cr_assert_eq(mp_lock_release(lock), MP_OK);
}

static int acquire_lock(void *unused)
{
    (void)unused;
    return mp_lock_acquire(lock, MP_FOREVER);
}

Test(lock, wakes_who_waits)
{
    mp_process waiter;
    mp_lock_acquire(lock, 0);
    start(&waiter, acquire_lock, NULL);
    await_asleep(mp_process_pid(&waiter));
    cr_assert_eq(mp_lock_release(lock), MP_OK);
    cr_assert_eq(end(&waiter), MP_OK);
}

Test(lock, outlives_a_killed_waiter)
{
    mp_process victim, waiter;
    mp_lock_acquire(lock, 0);
    start(&victim, acquire_lock, NULL);
    start(&waiter, acquire_lock, NULL);
    await_asleep(mp_process_pid(&victim));
    await_asleep(mp_process_pid(&waiter));
    mp_process_kill(&victim);
    cr_assert_eq(mp_lock_release(lock), MP_OK);
    cr_assert_eq(end(&victim), -SIGKILL);
    cr_assert_eq(end(&waiter), MP_OK);
}

static void *hold_in_a_thread(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    mp_semaphore_acquire(semaphore, MP_FOREVER);
    mp_lock_release(lock);
    return NULL;
}

Test(lock, held_by_a_thread_during_fork_is_not_lost)
{
    pthread_t thread;
    pthread_create(&thread, NULL, hold_in_a_thread, NULL);
    while (mp_lock_acquire(lock, 0) == MP_OK)
        mp_lock_release(lock);
    mp_process waiter;
    start(&waiter, acquire_lock, NULL);
    await_asleep(mp_process_pid(&waiter));
    mp_semaphore_release(semaphore);
    cr_assert_eq(end(&waiter), MP_OK);
    pthread_join(thread, NULL);
}

static int try_rlock(void *unused)
{
    (void)unused;
    int released = mp_rlock_release(rlock);
    int acquired = mp_rlock_acquire(rlock, 0);
    return released == MP_OWNER && acquired == MP_TIMEOUT ? 0 : 1;
}

Test(lock, recursive_lock_counts)
{
    for (int i = 0; i < 3; i++)
        cr_assert_eq(mp_rlock_acquire(rlock, 0), MP_OK);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(run(try_rlock, NULL), 0, "held for the child, which isn't the holder");
        cr_assert_eq(mp_rlock_release(rlock), MP_OK);
    }
    cr_assert_eq(mp_rlock_release(rlock), MP_OWNER);
    cr_assert_eq(mp_rlock_acquire(rlock, 0.01), MP_OK);
}

static void *try_rlock_in_a_thread(void *result)
{
    *(int *)result = mp_rlock_acquire(rlock, 0.01);
    return NULL;
}

Test(lock, recursive_lock_belongs_to_a_thread)
{
    pthread_t thread;
    int result = -1;
    mp_rlock_acquire(rlock, 0);
    pthread_create(&thread, NULL, try_rlock_in_a_thread, &result);
    pthread_join(thread, NULL);
    cr_assert_eq(result, MP_TIMEOUT);
}

static int acquire_rlock(void *unused)
{
    (void)unused;
    return mp_rlock_acquire(rlock, MP_FOREVER);
}

Test(lock, recursive_lock_wakes_who_waits)
{
    mp_process waiter;
    mp_rlock_acquire(rlock, 0);
    start(&waiter, acquire_rlock, NULL);
    await_asleep(mp_process_pid(&waiter));
    mp_rlock_release(rlock);
    cr_assert_eq(end(&waiter), MP_OK);
}

TestSuite(semaphore, .init = make, .fini = free_all);

Test(semaphore, counts_down_and_up_past_its_start)
{
    mp_semaphore *two = mp_semaphore_new(2);
    cr_assert_eq(mp_semaphore_acquire(two, MP_FOREVER), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(two, 0.5), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(two, 0), MP_TIMEOUT);
    cr_assert_eq(mp_semaphore_acquire(two, 0.01), MP_TIMEOUT);
    cr_assert_eq(mp_semaphore_acquire(two, -3.0), MP_TIMEOUT);
    for (int i = 0; i < 4; i++)
        cr_assert_eq(mp_semaphore_release(two), MP_OK);
    for (int i = 0; i < 4; i++)
        cr_assert_eq(mp_semaphore_acquire(two, 0), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(two, 0), MP_TIMEOUT);
    mp_semaphore_free(two);
}

Test(semaphore, bounded_stops_at_its_start)
{
    mp_semaphore *two = mp_bounded_semaphore_new(2);
    cr_assert_eq(mp_semaphore_release(two), MP_OWNER);
    cr_assert_eq(mp_semaphore_acquire(two, 0), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(two, 0), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(two, 0), MP_TIMEOUT);
    cr_assert_eq(mp_semaphore_release(two), MP_OK);
    cr_assert_eq(mp_semaphore_release(two), MP_OK);
    cr_assert_eq(mp_semaphore_release(two), MP_OWNER);
    mp_semaphore_free(two);
}

Test(semaphore, has_a_largest_value)
{
    cr_assert_null(mp_semaphore_new(0x80000000u));
    mp_semaphore *largest = mp_semaphore_new(0x7fffffffu);
    cr_assert_eq(mp_semaphore_release(largest), MP_OWNER);
    mp_semaphore_free(largest);
}

static int acquire_semaphore(void *unused)
{
    (void)unused;
    return mp_semaphore_acquire(semaphore, MP_FOREVER);
}

Test(semaphore, each_release_lets_one_through)
{
    enum { WAITERS = 3 };
    mp_process waiters[WAITERS];
    for (int i = 0; i < WAITERS; i++)
        start(&waiters[i], acquire_semaphore, NULL);
    for (int i = 0; i < WAITERS; i++)
        await_asleep(mp_process_pid(&waiters[i]));
    for (size_t left = WAITERS; left > 0; left--) {
        cr_assert_eq(mp_active_children(NULL, 0), left);
        cr_assert_eq(mp_semaphore_release(semaphore), MP_OK);
        while (mp_active_children(NULL, 0) == left)
            mp_sleep(0.0005);
    }
    for (int i = 0; i < WAITERS; i++)
        cr_assert_eq(end(&waiters[i]), MP_OK);
    cr_assert_eq(mp_semaphore_acquire(semaphore, 0), MP_TIMEOUT);
}
