/* SPDX-License-Identifier: MIT */
/* Every operation that waits survives being interrupted: a child waits in one of them, is sent
 * signals whose handler doesn't restart system calls, and must still be waiting; then it gets what
 * it waits for. */
#include "family.h"

#include <criterion/criterion.h>
#include <signal.h>

enum { SIGNALS = 5 };

static mp_lock *lock, *of_condition;
static mp_rlock *rlock;
static mp_semaphore *semaphore;
static mp_event *event;
static mp_condition *condition;
static mp_barrier *barrier;
static mp_queue *empty, *full, *unfinished;
static mp_connection *ends[2];

/* Each object as it must be for its operation to wait. */
static void make(void)
{
    lock = mp_lock_new();
    rlock = mp_rlock_new();
    semaphore = mp_semaphore_new(0);
    event = mp_event_new();
    barrier = mp_barrier_new(2);
    empty = mp_queue_new(0);
    full = mp_queue_new(1);
    unfinished = mp_queue_new(1);
    of_condition = mp_lock_new();
    condition = mp_condition_new(of_condition);
    mp_pipe(ends, false);
    mp_lock_acquire(lock, 0);
    mp_rlock_acquire(rlock, 0);
    mp_queue_put(full, "x", 1, 0);
    mp_queue_put(unfinished, "x", 1, 0);
}

static int wait_for_lock(double timeout)
{
    return mp_lock_acquire(lock, timeout);
}

static void give_lock(void)
{
    mp_lock_release(lock);
}

static int wait_for_rlock(double timeout)
{
    return mp_rlock_acquire(rlock, timeout);
}

static void give_rlock(void)
{
    mp_rlock_release(rlock);
}

static int wait_for_semaphore(double timeout)
{
    return mp_semaphore_acquire(semaphore, timeout);
}

static void give_semaphore(void)
{
    mp_semaphore_release(semaphore);
}

static int wait_for_event(double timeout)
{
    return mp_event_wait(event, timeout);
}

static void give_event(void)
{
    mp_event_set(event);
}

static int wait_for_condition(double timeout)
{
    mp_lock_acquire(of_condition, MP_FOREVER);
    return mp_condition_wait(condition, timeout);
}

static void give_condition(void)
{
    MP_WITH_LOCK(of_condition)
    {
        mp_condition_notify(condition, 1);
    }
}

static int wait_at_barrier(double timeout)
{
    return mp_barrier_wait(barrier, timeout, NULL);
}

static void give_barrier(void)
{
    mp_barrier_wait(barrier, PATIENCE, NULL);
}

static int wait_for_message(double timeout)
{
    char byte;
    return mp_queue_get(empty, &byte, 1, NULL, timeout);
}

static void give_message(void)
{
    mp_queue_put(empty, "x", 1, 0);
}

static int wait_for_room(double timeout)
{
    return mp_queue_put(full, "x", 1, timeout);
}

static void give_room(void)
{
    char byte;
    mp_queue_get(full, &byte, 1, NULL, 0);
}

static int wait_for_tasks(double timeout)
{
    return mp_queue_join(unfinished, timeout);
}

static void give_tasks(void)
{
    mp_queue_task_done(unfinished);
}

static int wait_to_receive(double timeout)
{
    char byte;
    return timeout == MP_FOREVER ? mp_connection_recv(ends[0], &byte, 1, NULL)
                                 : mp_connection_poll(ends[0], timeout);
}

static void give_bytes(void)
{
    mp_connection_send(ends[1], "x", 1);
}

static const struct operation {
    const char *name;
    int (*wait)(double timeout);
    void (*give)(void);
} operations[] = {
    {"lock", wait_for_lock, give_lock},
    {"recursive lock", wait_for_rlock, give_rlock},
    {"semaphore", wait_for_semaphore, give_semaphore},
    {"event", wait_for_event, give_event},
    {"condition", wait_for_condition, give_condition},
    {"barrier", wait_at_barrier, give_barrier},
    {"get", wait_for_message, give_message},
    {"put", wait_for_room, give_room},
    {"join of a queue", wait_for_tasks, give_tasks},
    {"pipe", wait_to_receive, give_bytes},
};

struct attempt {
    const struct operation *operation;
    double timeout;
};

static void ignore(int number)
{
    (void)number;
}

static int wait_interrupted(void *argument)
{
    const struct attempt *attempt = argument;
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = ignore}, NULL);
    return attempt->operation->wait(attempt->timeout);
}

static void interrupt(double timeout)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        struct attempt attempt = {&operations[i], timeout};
        mp_process process;
        make();
        start(&process, wait_interrupted, &attempt);
        await_asleep(mp_process_pid(&process));
        for (int signals = 0; signals < SIGNALS; signals++) {
            kill(mp_process_pid(&process), SIGUSR1);
            await_asleep(mp_process_pid(&process));
        }
        cr_assert(mp_process_is_alive(&process), "%s", operations[i].name);
        operations[i].give();
        cr_assert_eq(end(&process), MP_OK, "%s", operations[i].name);
    }
}

Test(signals, end_no_wait)
{
    interrupt(MP_FOREVER);
}

Test(signals, end_no_wait_with_a_timeout)
{
    interrupt(PATIENCE);
}
