/* SPDX-License-Identifier: MIT */
/* Signals. A signal that one process sends to another is in flight until its delivery is chosen:
 * an event of its own, so that `terminate` really is asynchronous. The rules of a real kernel hold:
 *   - standard signals coalesce while in flight;
 *   - the target may take at most one more step before the delivery (the call that it was in);
 *   - one that a process sends to itself is left to the kernel, delivered before kill returns.
 * What a delivery does follows from the target's action and mask: nothing, a handler, a stop, or
 * death. A held task that catches a signal leaves its call; the call is announced anew afterwards
 * if it restarts, and fails with EINTR if it doesn't (see calls_interrupted in calls.c). */
#include "director/grant.h"
#include "director/record.h"
#include "director/state.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HANDLER_DEFAULT = 0, HANDLER_IGNORE = 1 };

void signal_send(struct director *director, uint32_t sender, uint32_t target, int signal)
{
    for (size_t i = 0; signal < SIGRTMIN && i < director->flight_count; i++)
        if (director->flights[i].target == target && director->flights[i].signal == signal)
            return;
    if (director->flight_count < FLIGHTS)
        director->flights[director->flight_count++] =
            (struct flight){.target = target, .sender = sender, .signal = signal};
}

bool signal_must_come_first(const struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->flight_count; i++)
        if (director->flights[i].target == task->index && director->flights[i].target_steps > 0)
            return true;
    return false;
}

void signal_after_step(struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->flight_count; i++)
        director->flights[i].target_steps += director->flights[i].target == task->index;
}

/* A 64-bit signal set from /proc/TID/status, such as SigBlk; all ones when the task is gone. */
static uint64_t signal_set(pid_t os, const char *field)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)os);
    FILE *status = fopen(path, "re");
    uint64_t set = UINT64_MAX;
    size_t length = strlen(field);
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, field, length) == 0)
            set = strtoull(line + length + 1, NULL, 16);
    if (status)
        fclose(status);
    return set;
}

static bool blocks(const struct live_task *task, int signal)
{
    return signal != SIGKILL && signal != SIGSTOP &&
           (signal_set(task->os, "SigBlk:") >> (signal - 1) & 1);
}

static bool ignored_by_default(int signal)
{
    return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signal == SIGCONT;
}

static bool stops_by_default(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* The handler will run in `task`: it leaves its call, and is awaited. */
static void interrupt(struct live_task *task, const struct action *action)
{
    if (task->state == TASK_PENDING || task->state == TASK_QUEUED) {
        task->interrupted.set = true;
        task->interrupted.restarts = action->flags & SA_RESTART;
        task->interrupted.call = task->call;
        task->interrupted.deadline = task->deadline;
    }
    task->state = TASK_RUNNING;
    task->deadline = NEVER;
    task->waited = false;
}

static void stop_or_continue(struct director *director, uint32_t process, bool stop)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process != process || !task_alive(task))
            continue;
        if (stop) {
            task->state = TASK_STOPPED;
            task->deadline = NEVER;
        } else if (task->state == TASK_STOPPED) {
            task->state = TASK_RUNNING;
        }
    }
}

static void die(struct director *director, struct live_task *task, int signal)
{
    struct live_process *process = process_of(director, task);
    director->death_expected = true;
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == task->process && task_alive(&director->tasks[i]))
            director->tasks[i].state = TASK_RUNNING; /* its end is awaited */
    struct task *record = &director->run->tasks[process->leader];
    record->fate = FATE_SIGNALLED;
    record->status = signal;
}

/* A long write that was cut by a signal returns what it has written. */
static void finish_partial(struct director *director, struct live_task *task)
{
    if (task->state == TASK_PENDING && task->done > 0)
        grant_answer(director, task, (int64_t)task->done);
}

static void act(struct director *director, struct live_task *task, int signal)
{
    struct live_process *process = process_of(director, task);
    const struct action action = process->actions[signal];
    bool unblockable = signal == SIGKILL || signal == SIGSTOP;
    if (!unblockable && (action.handler == HANDLER_IGNORE || blocks(task, signal))) {
        process_signal(process->pidfd, signal);
        return;
    }
    finish_partial(director, task);
    bool was_stopped = task->state == TASK_STOPPED;
    process_signal(process->pidfd, signal);
    if (signal == SIGCONT)
        stop_or_continue(director, task->process, false);
    if (action.handler > HANDLER_IGNORE && !unblockable) {
        if (!was_stopped || signal == SIGCONT)
            interrupt(task, &action);
    } else if (stops_by_default(signal)) {
        stop_or_continue(director, task->process, true);
    } else if (!ignored_by_default(signal) && (!was_stopped || signal == SIGKILL)) {
        die(director, task, signal);
    }
}

void signal_deliver(struct director *director, size_t flight)
{
    struct flight taken = director->flights[flight];
    memmove(&director->flights[flight], &director->flights[flight + 1],
            (--director->flight_count - flight) * sizeof director->flights[0]);
    struct live_task *task = &director->tasks[taken.target];
    struct step *step = record_event(director, taken.target, OPERATION_DELIVER);
    step->argument = taken.signal;
    step->other = taken.sender;
    director->progress_step = director->run->step_count;
    if (director->locator.locate)
        director->locator.locate(director->locator.context, task->os, &step->where);
    act(director, task, taken.signal);
}

/* The kernel has sent SIGCHLD to `parent`, which is held: if it catches it, its handler runs now.
 */
void child_signal(struct director *director, uint32_t parent)
{
    struct live_task *task = &director->tasks[parent];
    const struct action *action = &process_of(director, task)->actions[SIGCHLD];
    if (action->handler > HANDLER_IGNORE && task->state != TASK_STOPPED && !blocks(task, SIGCHLD))
        interrupt(task, action);
}
