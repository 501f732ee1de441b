/* SPDX-License-Identifier: MIT */
/* What may happen next: the list of options, in an order that depends on nothing but the run.
 * Tasks in order of creation, then deliveries, then faults, then the clock. */
#include "director/decide.h"
#include "director/calls.h"
#include "director/clock.h"
#include "director/futex.h"
#include "director/state.h"
#include "director/take.h"

#include <stdlib.h>

enum { CLOCK_FAULTS = 8, VALUES = 64 };

static void add(struct director *director, struct option option)
{
    if (director->option_count < OPTIONS)
        director->options[director->option_count++] = option;
}

/* The end of the last thread is that of the process. */
static enum operation operation_of(const struct director *director, const struct live_task *task)
{
    enum operation operation = task->announced.operation;
    bool last = operation == OPERATION_THREAD_EXIT &&
                !task_concerns_threads(director, task->index, OPERATION_EXIT);
    return last ? OPERATION_EXIT : operation;
}

static struct option option_of(const struct director *director, const struct live_task *task,
                               enum choice_kind kind, int32_t value)
{
    enum operation operation = operation_of(director, task);
    bool ends = task_concerns_threads(director, task->index, operation);
    bool wide = memory_leaves_word(operation, task->announced.argument);
    bool memory = operation_info(operation)->object == OBJECT_MEMORY;
    return (struct option){.kind = kind,
                           .task = task->index,
                           .value = value,
                           .operation = operation,
                           .object = wide ? 0 : task->announced.object,
                           .identity = director->run->objects[task->announced.object].identity,
                           .address = task->announced.address,
                           .part = memory ? task->announced.argument : 0,
                           .access = task->announced.access,
                           .concerns_threads = ends,
                           .yields = task->announced.yields};
}

static bool can_run(struct director *director, struct live_task *task)
{
    if (task->state != TASK_PENDING || signal_must_come_first(director, task))
        return false;
    bool ready = task->woken || !task->class->ready || task->class->ready(director, task);
    if (!ready) {
        task->waited = true;
        task->busy = 0;
    }
    return ready;
}

static void list_some_runs(struct director *director, bool in_vain)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (can_run(director, task) && futex_wakes_in_vain(director, task) == in_vain)
            add(director, option_of(director, task, CHOICE_RUN, 0));
    }
}

/* Whom a release woke, and another was faster: it sleeps on, as far as anybody can tell, until the
 * lock is free again. Ten who wait for a lock would else wake ten times each. */
static void list_runs(struct director *director)
{
    list_some_runs(director, false);
    if (director->option_count == 0)
        list_some_runs(director, true);
}

/* A real-time signal that was sent twice: the first of them comes first. */
static bool repeats_earlier(const struct director *director, size_t flight)
{
    for (size_t i = 0; i < flight; i++)
        if (director->flights[i].target == director->flights[flight].target &&
            director->flights[i].signal == director->flights[flight].signal)
            return true;
    return false;
}

static void list_deliveries(struct director *director)
{
    for (size_t i = 0; i < director->flight_count; i++) {
        const struct flight *flight = &director->flights[i];
        if (repeats_earlier(director, i))
            continue;
        add(director, (struct option){.kind = CHOICE_DELIVER,
                                      .task = flight->target,
                                      .value = flight->signal,
                                      .operation = OPERATION_DELIVER,
                                      .concerns_threads = task_concerns_threads(
                                          director, flight->target, OPERATION_DELIVER),
                                      .access = ACCESS_WRITE});
    }
}

static bool moves_bytes(enum operation operation)
{
    return operation == OPERATION_SEND || operation == OPERATION_RECEIVE;
}

/* A wait that fails with EINTR though no handler runs, when its process is stopped and continued
 * (with the keys of a terminal, say): those that signal(7) names. */
static bool is_stoppable_wait(struct director *director, struct live_task *task)
{
    bool named = task->class == &call_epoll || task->class == &call_take ||
                 (task->class == &call_await && ipc_awaits_semaphore(director, task));
    return named && task->state == TASK_PENDING && task->unasked < UNASKED_ENDS &&
           !can_run(director, task);
}

static void list_faults(struct director *director, size_t runs)
{
    for (size_t i = 0; i < runs; i++) {
        struct option run = director->options[i];
        struct live_task *task = &director->tasks[run.task];
        if (director->faults & FAULT_SHORT_IO && moves_bytes(run.operation) &&
            task->announced.argument > 1)
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_SHORT_IO));
        if (director->faults & FAULT_FORK && run.operation == OPERATION_FORK)
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_FORK));
        if (director->faults & FAULT_SPURIOUS && run.operation == OPERATION_CONDITION &&
            task->announced.argument == CONDITION_MAY_END_EARLY && task->unasked < UNASKED_ENDS)
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_SPURIOUS));
    }
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (director->faults & FAULT_EINTR && is_stoppable_wait(director, task))
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_EINTR));
        if (director->faults & FAULT_SPURIOUS && futex_may_wake_spuriously(director, task))
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_SPURIOUS));
        bool whole = i > 0 && director->processes[task->process].leader == i;
        if (director->faults & FAULT_KILL && whole && task_alive(task))
            add(director, option_of(director, task, CHOICE_FAULT, FAULT_KILL));
    }
}

static void add_clock(struct director *director)
{
    add(director, (struct option){.kind = CHOICE_CLOCK,
                                  .task = director->current,
                                  .operation = OPERATION_TIME_PASSES,
                                  .access = ACCESS_WRITE});
}

/* With skew, time may pass though somebody could run; with late signals, though a delivery is
 * outstanding. A bounded number of times, so that no run is all waiting. */
static void list_clock(struct director *director, size_t runs)
{
    bool skew = director->faults & FAULT_SKEW && runs > 0;
    bool late = director->faults & FAULT_LATE_SIGNALS && runs == 0 && director->flight_count > 0;
    bool within = next_due(director) <= director->limits.virtual_time;
    if ((skew || late) && within && director->clock_faults < CLOCK_FAULTS) {
        add_clock(director);
        director->clock_is_fault = true;
    }
}

/* Everybody waits. What may go wrong meanwhile is a choice only while time can pass as well: a
 * deadlock isn't undone by a fault. */
static void list_idle(struct director *director)
{
    if (next_due(director) == NEVER)
        return;
    list_faults(director, 0);
    if (director->option_count > 0)
        add_clock(director);
}

void list_options(struct director *director)
{
    director->option_count = 0;
    director->clock_is_fault = false;
    list_runs(director);
    size_t runs = director->option_count;
    list_deliveries(director);
    if (director->option_count == 0) {
        list_idle(director);
        return;
    }
    list_faults(director, runs);
    list_clock(director, runs);
}

/* Picks one of `count` outcomes of a step; negative when the chooser stops the run. */
long choose_value(struct director *director, struct live_task *task, uint32_t count)
{
    if (count < 2)
        return 0;
    struct option options[VALUES];
    size_t listed = count < VALUES ? count : VALUES;
    for (size_t i = 0; i < listed; i++)
        options[i] = option_of(director, task, CHOICE_VALUE, (int32_t)i);
    struct decision decision = {.options = options,
                                .count = listed,
                                .step = director->run->step_count,
                                .taken = director->run->taken_count,
                                .current = director->current};
    return choose(director, &decision);
}

void find_calm(const struct director *director, struct decision *decision)
{
    size_t next = SIZE_MAX, first = SIZE_MAX;
    for (size_t i = 0; i < decision->count; i++) {
        const struct option *option = &decision->options[i];
        if (option->kind == CHOICE_DELIVER) {
            decision->calm = i;
            return;
        }
        if (option->kind != CHOICE_RUN)
            continue;
        if (option->task == director->current && !option->yields) {
            decision->calm = i;
            decision->can_go_on = true;
            return;
        }
        if (first == SIZE_MAX)
            first = i;
        if (next == SIZE_MAX && option->task > director->current)
            next = i;
    }
    decision->calm = next != SIZE_MAX ? next : first != SIZE_MAX ? first : decision->count - 1;
}
