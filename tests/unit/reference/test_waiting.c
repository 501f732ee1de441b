/* SPDX-License-Identifier: MIT */
/* Events, conditions and barriers. After CPython's _TestEvent, _TestCondition and _TestBarrier. */
#include "family.h"

#include <criterion/criterion.h>
#include <signal.h>

static mp_lock *lock;
static mp_event *event;
static mp_condition *condition;
static int *woken; /* guarded by the lock */

static void make(void)
{
    lock = mp_lock_new();
    event = mp_event_new();
    condition = mp_condition_new(lock);
    woken = mp_shared_new(sizeof *woken);
}

static void free_all(void)
{
    mp_event_free(event);
    mp_condition_free(condition);
    mp_lock_free(lock);
    mp_shared_free(woken);
}

TestSuite(event, .init = make, .fini = free_all);

static int set_event(void *unused)
{
    (void)unused;
    mp_event_set(event);
    return 0;
}

static int wait_for_event(void *unused)
{
    (void)unused;
    return mp_event_wait(event, MP_FOREVER);
}

Test(event, is_set_and_cleared)
{
    cr_assert_not(mp_event_is_set(event));
    cr_assert_eq(mp_event_wait(event, 0), MP_TIMEOUT);
    cr_assert_eq(mp_event_wait(event, 0.01), MP_TIMEOUT);
    mp_event_clear(event);
    cr_assert_eq(run(set_event, NULL), 0);
    mp_event_set(event);
    cr_assert(mp_event_is_set(event));
    cr_assert_eq(mp_event_wait(event, 0), MP_OK);
    cr_assert_eq(mp_event_wait(event, MP_FOREVER), MP_OK);
    mp_event_clear(event);
    cr_assert_not(mp_event_is_set(event));
    cr_assert_eq(mp_event_wait(event, 0), MP_TIMEOUT);
}

Test(event, wakes_all_even_if_cleared_at_once)
{
    mp_process waiters[3];
    for (int i = 0; i < 3; i++)
        start(&waiters[i], wait_for_event, NULL);
    for (int i = 0; i < 3; i++)
        await_asleep(mp_process_pid(&waiters[i]));
    mp_process_kill(&waiters[0]);
    cr_assert_eq(end(&waiters[0]), -SIGKILL);
    mp_event_set(event);
    mp_event_clear(event);
    cr_assert_eq(end(&waiters[1]), MP_OK);
    cr_assert_eq(end(&waiters[2]), MP_OK);
}

TestSuite(condition, .init = make, .fini = free_all);

static int wait_notified(void *unused)
{
    (void)unused;
    int status = -1;
    MP_WITH_LOCK(lock)
    {
        status = mp_condition_wait(condition, MP_FOREVER);
        *woken += 1;
    }
    return status;
}

static void start_waiters(mp_process *waiters, int count)
{
    for (int i = 0; i < count; i++) {
        start(&waiters[i], wait_notified, NULL);
        await_asleep(mp_process_pid(&waiters[i]));
    }
}

static int notify(unsigned count)
{
    int status = -1;
    MP_WITH_LOCK(lock)
    {
        status = mp_condition_notify(condition, count);
    }
    return status;
}

static void await_woken(int count)
{
    double limit = mp_time() + PATIENCE;
    for (int now = 0; now != count;) {
        MP_WITH_LOCK(lock)
        {
            now = *woken;
        }
        cr_assert_leq(now, count, "too many woken");
        cr_assert_lt(mp_time(), limit);
    }
}

Test(condition, needs_the_lock)
{
    cr_assert_eq(mp_condition_wait(condition, 0), MP_OWNER);
    cr_assert_eq(mp_condition_notify(condition, 1), MP_OWNER);
    cr_assert_eq(mp_condition_notify_all(condition), MP_OWNER);
    mp_lock_acquire(lock, 0);
    cr_assert_eq(mp_condition_notify(condition, 1), MP_OK);
    cr_assert_eq(mp_condition_notify_all(condition), MP_OK);
    mp_lock_release(lock);
    cr_assert_eq(mp_condition_notify(condition, 1), MP_OWNER);
}

Test(condition, waiting_ends_with_the_timeout_and_the_lock)
{
    mp_lock_acquire(lock, 0);
    cr_assert_eq(mp_condition_notify(condition, 1), MP_OK, "not remembered");
    cr_assert_eq(mp_condition_wait(condition, 0), MP_TIMEOUT);
    double before = mp_time();
    cr_assert_eq(mp_condition_wait(condition, 0.02), MP_TIMEOUT);
    cr_assert_geq(mp_time() - before, 0.02);
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT);
    cr_assert_eq(mp_lock_release(lock), MP_OK);
}

Test(condition, wakes_as_many_as_asked_for)
{
    enum { WAITERS = 6 };
    mp_process waiters[WAITERS];
    start_waiters(waiters, WAITERS);
    cr_assert_eq(notify(1), MP_OK);
    cr_assert_eq(end(&waiters[0]), MP_OK, "the one who has waited longest");
    cr_assert_eq(notify(2), MP_OK);
    await_woken(3);
    cr_assert_eq(notify(10), MP_OK);
    await_woken(WAITERS);
    for (int i = 1; i < WAITERS; i++)
        cr_assert_eq(end(&waiters[i]), MP_OK);
}

Test(condition, notify_all_wakes_all)
{
    mp_process waiters[3];
    start_waiters(waiters, 3);
    MP_WITH_LOCK(lock)
    {
        mp_condition_notify_all(condition);
    }
    for (int i = 0; i < 3; i++)
        cr_assert_eq(end(&waiters[i]), MP_OK);
}

Test(condition, notification_is_not_lost_on_the_dead)
{
    mp_process waiters[2];
    start_waiters(waiters, 2);
    mp_process_kill(&waiters[0]);
    cr_assert_eq(end(&waiters[0]), -SIGKILL);
    cr_assert_eq(notify(1), MP_OK);
    cr_assert_eq(end(&waiters[1]), MP_OK);
}

struct handshake {
    mp_condition *condition;
    volatile int *turn;
};

static int take_turns(void *argument)
{
    struct handshake *handshake = argument;
    MP_WITH_LOCK(lock)
    {
        for (int round = 0; round < 200; round++) {
            while (*handshake->turn != 1)
                if (mp_condition_wait(handshake->condition, PATIENCE) != MP_OK)
                    return 1;
            *handshake->turn = 0;
            mp_condition_notify(handshake->condition, 1);
        }
    }
    return 0;
}

Test(condition, two_take_turns)
{
    struct handshake handshake = {condition, woken};
    mp_process other;
    start(&other, take_turns, &handshake);
    MP_WITH_LOCK(lock)
    {
        for (int round = 0; round < 200; round++) {
            *handshake.turn = 1;
            mp_condition_notify(condition, 1);
            while (*handshake.turn != 0)
                cr_assert_eq(mp_condition_wait(condition, PATIENCE), MP_OK);
        }
    }
    cr_assert_eq(end(&other), 0);
}

struct meeting {
    mp_barrier *barrier;
    int rounds;
    double timeout;
    int (*seen)[5]; /* per round and index */
};

static int meet(void *argument)
{
    struct meeting *meeting = argument;
    for (int round = 0; round < meeting->rounds; round++) {
        unsigned index = 99;
        int status = mp_barrier_wait(meeting->barrier, meeting->timeout, &index);
        if (status != MP_OK)
            return status;
        __atomic_fetch_add(&meeting->seen[round][index], 1, __ATOMIC_RELAXED);
        /* Lockstep: nobody has got an index of the round after the next. */
        for (unsigned i = 0; round + 2 < meeting->rounds && i < 5; i++)
            if (__atomic_load_n(&meeting->seen[round + 2][i], __ATOMIC_RELAXED) != 0)
                return 100;
    }
    return MP_OK;
}

Test(barrier, lets_each_round_through_with_all_indices)
{
    enum { ROUNDS = 200, PARTIES = 5 };
    struct meeting meeting = {mp_barrier_new(PARTIES), ROUNDS, MP_FOREVER,
                              mp_shared_new(sizeof(int[ROUNDS][PARTIES]))};
    mp_process parties[PARTIES];
    for (int i = 0; i < PARTIES; i++)
        start(&parties[i], meet, &meeting);
    for (int i = 0; i < PARTIES; i++)
        cr_assert_eq(end(&parties[i]), MP_OK);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < PARTIES; i++)
            cr_assert_eq(meeting.seen[round][i], 1);
    mp_shared_free(meeting.seen);
    mp_barrier_free(meeting.barrier);
}

Test(barrier, of_one_is_open)
{
    mp_barrier *barrier = mp_barrier_new(1);
    for (int i = 0; i < 3; i++) {
        unsigned index = 9;
        cr_assert_eq(mp_barrier_wait(barrier, 0, &index), MP_OK);
        cr_assert_eq(index, 0);
        cr_assert_eq(mp_barrier_wait(barrier, MP_FOREVER, NULL), MP_OK);
    }
    cr_assert_null(mp_barrier_new(0));
    mp_barrier_free(barrier);
}

static int meet_once(void *barrier)
{
    return mp_barrier_wait(barrier, MP_FOREVER, NULL);
}

/* Two of three wait when it breaks. */
static void break_with(int (*how)(mp_barrier *barrier), int expected)
{
    mp_barrier *barrier = mp_barrier_new(4);
    mp_process waiters[2];
    for (int i = 0; i < 2; i++) {
        start(&waiters[i], meet_once, barrier);
        await_asleep(mp_process_pid(&waiters[i]));
    }
    cr_assert_eq(how(barrier), expected);
    for (int i = 0; i < 2; i++)
        cr_assert_eq(end(&waiters[i]), MP_BROKEN);
    cr_assert_eq(mp_barrier_wait(barrier, MP_FOREVER, NULL), MP_BROKEN, "for good");
    mp_barrier_free(barrier);
}

static int run_out_of_time(mp_barrier *barrier)
{
    return mp_barrier_wait(barrier, 0.01, NULL);
}

static int try_once(mp_barrier *barrier)
{
    return mp_barrier_wait(barrier, 0, NULL);
}

static int abort_it(mp_barrier *barrier)
{
    mp_barrier_abort(barrier);
    return MP_OK;
}

Test(barrier, breaks_for_all)
{
    break_with(run_out_of_time, MP_TIMEOUT);
    break_with(try_once, MP_TIMEOUT);
    break_with(abort_it, MP_OK);
}

Test(barrier, goes_on_without_who_died_waiting)
{
    mp_barrier *barrier = mp_barrier_new(3);
    mp_process victim, other;
    start(&victim, meet_once, barrier);
    await_asleep(mp_process_pid(&victim));
    start(&other, meet_once, barrier);
    await_asleep(mp_process_pid(&other));
    mp_process_kill(&victim);
    cr_assert_eq(end(&victim), -SIGKILL);
    cr_assert_eq(mp_barrier_wait(barrier, PATIENCE, NULL), MP_OK);
    cr_assert_eq(end(&other), MP_OK);
    mp_barrier_free(barrier);
}
