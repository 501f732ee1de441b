/* SPDX-License-Identifier: MIT */
/* Waiting for signals. A signal that is delivered while it is blocked stays with its task, in the
 * kernel; these calls are ready when one is there that they let in, and the kernel then carries
 * them out without sleeping. */
#include "director/calls.h"
#include "director/delivery.h"
#include "director/signal_mask.h"

#include <errno.h>
#include <signal.h>

static bool never(struct director *director, struct live_task *task)
{
    (void)director, (void)task;
    return false;
}

const struct call_class call_pause = {announce_default, never, perform_continue, NULL};

static void perform_suspend(struct director *director, struct live_task *task)
{
    record_step(director, task, -EINTR);
    director->death_expected = true; /* perhaps */
    grant_continue(director, task);
}

const struct call_class call_suspend = {announce_default, delivery_interrupts, perform_suspend,
                                        NULL};

static uint64_t offered(const struct live_task *task)
{
    uint64_t set = 0;
    task_read(task->os, task->call.args[0], &set, sizeof set);
    return signals_held(task) & set;
}

static void announce_take(struct director *director, struct live_task *task)
{
    struct timespec limit;
    uint64_t address = task->call.args[2];
    announce_default(director, task);
    if (!address || task_read(task->os, address, &limit, sizeof limit) != sizeof limit)
        return;
    set_deadline(director, task, &limit, false, CLOCK_MONOTONIC);
    task->announced.yields = true;
}

static bool take_ready(struct director *director, struct live_task *task)
{
    return offered(task) || deadline_passed(director, task);
}

static void perform_take(struct director *director, struct live_task *task)
{
    uint64_t signals = offered(task);
    record_step(director, task, signals ? 1 + __builtin_ctzll(signals) : 0);
    grant_continue(director, task);
}

static void expire_take(struct director *director, struct live_task *task)
{
    if (offered(task)) {
        perform_take(director, task);
        return;
    }
    record_step(director, task, -EAGAIN);
    grant_answer(director, task, -EAGAIN);
}

const struct call_class call_take = {announce_take, take_ready, perform_take, expire_take};
