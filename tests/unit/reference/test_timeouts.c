/* SPDX-License-Identifier: MIT */
/* Every operation that can wait, where it would have to: what it answers when its time runs out,
 * and that it doesn't take its time for nothing, or too little of it. */
#include "family.h"

#include <criterion/criterion.h>
#include <math.h>

static int lock(double timeout)
{
    mp_lock *held = mp_lock_new();
    mp_lock_acquire(held, 0);
    int status = mp_lock_acquire(held, timeout);
    mp_lock_free(held);
    return status;
}

static int hold_until_told(void *arguments)
{
    void **objects = arguments;
    mp_rlock_acquire(objects[0], MP_FOREVER);
    mp_event_set(objects[1]);
    return mp_event_wait(objects[2], PATIENCE);
}

/* Only somebody else can hold a recursive lock against us. */
static int rlock(double timeout)
{
    mp_rlock *held = mp_rlock_new();
    mp_event *taken = mp_event_new(), *over = mp_event_new();
    void *objects[] = {held, taken, over};
    mp_process holder;
    start(&holder, hold_until_told, objects);
    mp_event_wait(taken, PATIENCE);
    int status = mp_rlock_acquire(held, timeout);
    mp_event_set(over);
    end(&holder);
    mp_event_free(over);
    mp_event_free(taken);
    mp_rlock_free(held);
    return status;
}

static int semaphore(double timeout)
{
    mp_semaphore *empty = mp_semaphore_new(0);
    int status = mp_semaphore_acquire(empty, timeout);
    mp_semaphore_free(empty);
    return status;
}

static int event(double timeout)
{
    mp_event *clear = mp_event_new();
    int status = mp_event_wait(clear, timeout);
    mp_event_free(clear);
    return status;
}

static int condition(double timeout)
{
    mp_lock *guard = mp_lock_new();
    mp_condition *quiet = mp_condition_new(guard);
    mp_lock_acquire(guard, 0);
    int status = mp_condition_wait(quiet, timeout);
    mp_condition_free(quiet);
    mp_lock_free(guard);
    return status;
}

static int barrier(double timeout)
{
    mp_barrier *lonely = mp_barrier_new(2);
    int status = mp_barrier_wait(lonely, timeout, NULL);
    mp_barrier_free(lonely);
    return status;
}

static int poll_a_pipe(double timeout)
{
    mp_connection *ends[2];
    mp_pipe(ends, false);
    int status = mp_connection_poll(ends[0], timeout);
    mp_connection_close(ends[0]);
    mp_connection_close(ends[1]);
    return status;
}

static int get(double timeout)
{
    char byte;
    mp_queue *empty = mp_queue_new(0);
    int status = mp_queue_get(empty, &byte, 1, NULL, timeout);
    mp_queue_free(empty);
    return status;
}

static int put(double timeout)
{
    mp_queue *full = mp_queue_new(1);
    mp_queue_put_nowait(full, "x", 1);
    int status = mp_queue_put(full, "x", 1, timeout);
    mp_queue_free(full);
    return status;
}

static int join_a_queue(double timeout)
{
    mp_queue *unfinished = mp_queue_new(0);
    mp_queue_put_nowait(unfinished, "x", 1);
    int status = mp_queue_join(unfinished, timeout);
    mp_queue_free(unfinished);
    return status;
}

static int wait_for_it(void *over)
{
    return mp_event_wait(over, PATIENCE);
}

static int join_a_process(double timeout)
{
    mp_event *over = mp_event_new();
    mp_process process;
    start(&process, wait_for_it, over);
    int status = mp_process_join(&process, timeout);
    mp_event_set(over);
    end(&process);
    mp_event_free(over);
    return status;
}

static const struct {
    const char *what;
    int (*wait)(double timeout);
    int expected;
} waits[] = {
    {"lock", lock, MP_TIMEOUT},
    {"recursive lock", rlock, MP_TIMEOUT},
    {"semaphore", semaphore, MP_TIMEOUT},
    {"event", event, MP_TIMEOUT},
    {"condition", condition, MP_TIMEOUT},
    {"barrier", barrier, MP_TIMEOUT},
    {"poll", poll_a_pipe, MP_TIMEOUT},
    {"get", get, MP_EMPTY},
    {"put", put, MP_FULL},
    {"join of a queue", join_a_queue, MP_TIMEOUT},
    {"join of a process", join_a_process, MP_TIMEOUT},
};

/* Any negative number but MP_FOREVER, and what is no number, is no time at all. */
Test(timeouts, run_out_as_they_should)
{
    const double timeouts[] = {0, -2, -0.5, -INFINITY, (double)NAN, 1e-9, 0.03};
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        for (size_t j = 0; j < sizeof timeouts / sizeof *timeouts; j++) {
            double before = mp_time();
            int status = waits[i].wait(timeouts[j]);
            double taken = mp_time() - before;
            cr_expect_eq(status, waits[i].expected, "%s, %g: %s", waits[i].what, timeouts[j],
                         mp_strerror(status));
            cr_expect_geq(taken, timeouts[j] > 0 ? timeouts[j] : 0, "%s, %g", waits[i].what,
                          timeouts[j]);
            cr_expect_lt(taken, PATIENCE / 2, "%s, %g", waits[i].what, timeouts[j]);
        }
}
