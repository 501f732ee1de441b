/* SPDX-License-Identifier: MIT */
/* What a delivered signal does: nothing, a handler, a stop, or death, from the target's action and
 * mask. It rests on SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: a signal doesn't take a held task out
 * of its call; it stays with the task until the call is answered, and the kernel acts on it then.
 * So the director decides how the call ends (interruption.c). */
#define _GNU_SOURCE
#include "director/delivery.h"
#include "director/grant.h"
#include "director/interruption.h"
#include "director/record.h"
#include "director/signal_mask.h"
#include "director/state.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

enum { HANDLER_DEFAULT = 0, HANDLER_IGNORE = 1 };
enum { RESETS_HANDLER = 0x80000000 }; /* SA_RESETHAND */
enum effect { IGNORED, CAUGHT, STOPS, KILLS };

static uint64_t bit(int signal)
{
    return UINT64_C(1) << (signal - 1);
}

static bool unblockable(int signal)
{
    return signal == SIGKILL || signal == SIGSTOP;
}

static bool blocks(const struct live_task *task, int signal)
{
    return !unblockable(signal) && mask_of_task(task) & bit(signal);
}

static enum effect effect_of(struct director *director, const struct live_task *task, int signal)
{
    static const uint64_t ignored = UINT64_C(1) << (SIGCHLD - 1) | UINT64_C(1) << (SIGURG - 1) |
                                    UINT64_C(1) << (SIGWINCH - 1) | UINT64_C(1) << (SIGCONT - 1);
    static const uint64_t stops = UINT64_C(1) << (SIGSTOP - 1) | UINT64_C(1) << (SIGTSTP - 1) |
                                  UINT64_C(1) << (SIGTTIN - 1) | UINT64_C(1) << (SIGTTOU - 1);
    uint64_t handler =
        unblockable(signal) ? HANDLER_DEFAULT : process_of(director, task)->actions[signal].handler;
    if (handler != HANDLER_DEFAULT)
        return handler == HANDLER_IGNORE ? IGNORED : CAUGHT;
    return ignored & bit(signal) ? IGNORED : stops & bit(signal) ? STOPS : KILLS;
}

bool delivery_catches(struct director *director, const struct live_task *task, int signal)
{
    return effect_of(director, task, signal) == CAUGHT && !blocks(task, signal);
}

bool delivery_interrupts(struct director *director, struct live_task *task)
{
    uint64_t mask, waiting = 0;
    if (mask_of_call(task, &mask))
        waiting = signals_held(task) & ~mask;
    for (int signal = 1; waiting && signal < SIGNALS; signal++)
        if (waiting & bit(signal) && effect_of(director, task, signal) != IGNORED)
            return true;
    return false;
}

bool delivery_lets_in(const struct live_task *task, int signal)
{
    uint64_t mask;
    if (mask_of_call(task, &mask) && !(mask & bit(signal)))
        return true;
    return !blocks(task, signal);
}

/* The thread that takes a signal for its process: the first meant, else any that lets it in. NULL:
 * all block it. */
static struct live_task *receiver(struct director *director, const struct flight *flight)
{
    struct live_task *meant = &director->tasks[flight->target];
    if (delivery_lets_in(meant, flight->signal))
        return meant;
    for (size_t i = 0; !flight->for_thread && i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process == meant->process && task != meant && task_alive(task) &&
            delivery_lets_in(task, flight->signal))
            return task;
    }
    return NULL;
}

/* The task is in a call that takes the signal as data. */
static bool takes(const struct live_task *task, int signal)
{
    uint64_t set = 0;
    bool waits = task->state == TASK_PENDING && task->call.nr == SYS_rt_sigtimedwait;
    return waits && task_read(task->os, task->call.args[0], &set, sizeof set) == sizeof set &&
           set & bit(signal);
}

/* Only a process itself may send with SI_USER, and the kernel strikes out the sender of what comes
 * from outside, except where it takes its place for a timer's number. */
static void send(struct director *director, const struct flight *flight,
                 const struct live_task *task)
{
    const struct live_process *process = process_of(director, task);
    siginfo_t info = {.si_signo = flight->signal, .si_code = SI_TIMER};
    info.si_pid = process_of(director, &director->tasks[flight->sender])->inside;
    memcpy(&info.si_value, &flight->value, sizeof flight->value);
    if (flight->for_thread)
        syscall(SYS_rt_tgsigqueueinfo, director->tasks[process->leader].os, task->os,
                flight->signal, &info);
    else
        process_signal(process->pidfd, flight->signal, &info);
}

static bool held(const struct live_task *task)
{
    return task->state == TASK_PENDING || task->state == TASK_QUEUED;
}

/* Flags of the action; a handler that is good for one signal is used up. */
static uint64_t use_handler(struct director *director, const struct live_task *task, int signal)
{
    struct action *action = &process_of(director, task)->actions[signal];
    uint64_t flags = action->flags;
    if (flags & RESETS_HANDLER)
        *action = (struct action){0};
    return flags;
}

static void tell_parent(struct director *director, const struct live_task *task, enum news news)
{
    struct live_process *process = process_of(director, task);
    uint32_t parent = director->run->tasks[process->leader].guardian;
    process->news = news;
    if (parent == NO_TASK || !task_alive(&director->tasks[parent]))
        return;
    const struct live_process *above = process_of(director, &director->tasks[parent]);
    if (!(above->actions[SIGCHLD].flags & SA_NOCLDSTOP))
        signal_child(director, parent);
}

static void await_stop(const struct live_task *task)
{
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)task->os);
    for (bool stopped = false; !stopped; sched_yield()) {
        FILE *stat = fopen(path, "re");
        size_t size = stat ? fread(text, 1, sizeof text - 1, stat) : 0;
        text[size] = '\0';
        const char *end = strrchr(text, ')');
        stopped = !end || end[2] == 'T' || end[2] == 'Z' || end[2] == 'X';
        if (stat)
            fclose(stat);
    }
}

/* Every thread leaves its call, stops, and makes the call again when it is continued. */
static void stop(struct director *director, struct live_task *first, const int64_t *answer)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process != first->process || !held(task))
            continue;
        task->resumed.set = true;
        task->resumed.call = task->call;
        task->resumed.deadline = task->deadline;
        interruption_answer(director, task, task == first && answer ? *answer : CALL_RESTARTS);
        await_stop(task);
        task->state = TASK_STOPPED;
    }
    tell_parent(director, first, NEWS_STOPPED);
}

static void go_on(struct director *director, const struct live_task *first)
{
    bool continued = false;
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process != first->process || task->state != TASK_STOPPED)
            continue;
        task->state = TASK_RUNNING;
        continued = true;
    }
    if (continued)
        tell_parent(director, first, NEWS_CONTINUED);
    director->death_expected = true; /* perhaps: something fatal may have come meanwhile */
}

static void die(struct director *director, struct live_task *first, int signal, bool by_itself)
{
    struct task *record = &director->run->tasks[process_of(director, first)->leader];
    record->fate = FATE_SIGNALLED;
    record->status = signal;
    if (by_itself) /* else the delivery's own step tells */
        note_crash(director, first);
    director->death_expected = true;
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process != first->process || !task_alive(task))
            continue;
        if (held(task))
            interruption_answer(director, task, CALL_RESTARTS);
        task->state = TASK_RUNNING; /* its end is awaited */
    }
}

void delivery_act(struct director *director, const struct flight *flight, const int64_t *answer)
{
    int signal = flight->signal;
    struct live_task *meant = &director->tasks[flight->target];
    struct live_task *task = receiver(director, flight);
    bool acts = task && !takes(task, signal);
    enum effect effect = acts ? effect_of(director, task, signal) : IGNORED;
    bool blocked = effect == CAUGHT && blocks(task, signal); /* as it was before it came */
    if (!flight->sent)
        send(director, flight, task ? task : meant);
    if (signal == SIGCONT)
        go_on(director, meant);
    uint64_t flags = effect == CAUGHT ? use_handler(director, task, signal) : 0;
    bool stopped = task && task->state == TASK_STOPPED;
    if (effect == KILLS && (!stopped || signal == SIGKILL))
        die(director, task, signal, answer != NULL);
    else if (effect == STOPS && !stopped)
        stop(director, task, answer);
    else if (answer)
        grant_answer(director, meant, *answer);
    if (effect == CAUGHT && held(task) && !(answer && task == meant))
        interruption_by_handler(director, task, flags, blocked);
}
