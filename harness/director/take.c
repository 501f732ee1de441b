/* SPDX-License-Identifier: MIT */
/* Choosing among options and taking what was chosen: a task's step, a delivery, a fault, a move of
 * the clock. What a step does is in the class of its call. */
#include "director/take.h"
#include "director/calls.h"
#include "director/clock.h"
#include "director/futex.h"

#include "base/allocate.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>

enum { LONG_WEIGHT = 20 };

void note_taken(struct director *director, const struct option *option)
{
    struct run *run = director->run;
    array_reserve(run->taken, run->taken_count, director->taken_capacity);
    run->taken[run->taken_count++] = *option;
}

/* Records a choice only where there was one, so that schedules hold nothing that must be so. */
long choose(struct director *director, const struct decision *decision)
{
    long picked =
        decision->count > 1 ? director->chooser.pick(director->chooser.context, decision) : 0;
    if (picked < 0 || (size_t)picked >= decision->count) {
        end_run(director, RUN_DIVERGED, "the schedule doesn't fit: its next choice isn't open");
        return -1;
    }
    if (decision->count > 1) {
        struct run *run = director->run;
        array_reserve(run->choices, run->choice_count, director->choice_capacity);
        run->choices[run->choice_count++] = decision->options[picked];
    }
    note_taken(director, &decision->options[picked]);
    return picked;
}

static void force_kill(struct director *director, struct live_task *task)
{
    struct step *step = record_event(director, task->index, OPERATION_DEATH);
    step->argument = SIGKILL;
    signal_kill(director, task);
}

static void wake_spuriously(struct director *director, struct live_task *task)
{
    if (task->state == TASK_QUEUED) {
        futex_wake_spuriously(task);
        return;
    }
    task->unasked++;
    record_step(director, task, 1); /* a condition wait, which ends early when answered so */
    grant_answer(director, task, 1);
}

static void take_fault(struct director *director, struct live_task *task, int32_t fault)
{
    switch (fault) {
    case FAULT_SHORT_IO:
        task->short_io = true;
        task->class->perform(director, task);
        break;
    case FAULT_FORK:
        record_step(director, task, -EAGAIN);
        grant_answer(director, task, -EAGAIN);
        break;
    case FAULT_EINTR:
        task->unasked++;
        record_step(director, task, -EINTR);
        grant_answer(director, task, -EINTR);
        break;
    case FAULT_SPURIOUS:
        wake_spuriously(director, task);
        break;
    case FAULT_KILL:
        force_kill(director, task);
        break;
    default:
        break;
    }
}

/* A slice of computation stands for many instructions, and so does giving way. */
static bool takes_long(enum operation operation)
{
    return operation == OPERATION_COMPUTE || operation == OPERATION_YIELD;
}

static void remember(struct live_task *task)
{
    if (task->announced.operation == OPERATION_YIELD ||
        task->announced.operation == OPERATION_SLEEP)
        return;
    bool again = task->last.operation == task->announced.operation &&
                 task->last.object == task->announced.object;
    task->last.times = again ? task->last.times + 1 : 1;
    task->last.operation = task->announced.operation;
    task->last.object = task->announced.object;
}

static void take_run(struct director *director, struct live_task *task)
{
    remember(task);
    futex_note_library(task);
    task->silent = 0;
    bool expired = deadline_passed(director, task) && task->class->expire && !task->woken;
    task->busy += takes_long(task->announced.operation) ? LONG_WEIGHT : 1;
    signal_after_step(director, task);
    if (expired)
        task->class->expire(director, task);
    else
        task->class->perform(director, task);
}

static size_t flight_of(const struct director *director, const struct option *option)
{
    size_t i = 0;
    while (director->flights[i].target != option->task ||
           director->flights[i].signal != option->value)
        i++;
    return i;
}

void take(struct director *director, const struct option *option)
{
    struct live_task *task = &director->tasks[option->task];
    assert(option->kind == CHOICE_CLOCK || task_alive(task)); /* I4 */
    switch (option->kind) {
    case CHOICE_RUN:
        director->current = option->task;
        take_run(director, task);
        break;
    case CHOICE_DELIVER:
        signal_deliver(director, flight_of(director, option));
        break;
    case CHOICE_FAULT:
        director->current = option->task;
        take_fault(director, task, option->value);
        break;
    case CHOICE_CLOCK:
        director->clock_faults += director->clock_is_fault;
        move_clock(director);
        break;
    case CHOICE_VALUE:
        break; /* asked inside a step, never here */
    }
}
