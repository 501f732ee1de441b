/* SPDX-License-Identifier: MIT */
/* What a delivered signal does: nothing, a handler, a stop, or death, from the target's action and
 * mask. It rests on SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: a signal doesn't take a held task out
 * of its call; it stays with the task until the call is answered, and the kernel acts on it then.
 * So the director decides how the call ends, with the results that the kernel itself uses:
 *   RESTART           the handler runs before the call, which is then announced anew
 *   RESTART_IF_ASKED  the handler runs in the middle of the call: SA_RESTART decides
 *   -EINTR            likewise, of a call that is never restarted
 * A call that could go on isn't interrupted, only preceded. One that waits may be either, as long
 * as no time has passed since it was announced. */
#define _GNU_SOURCE
#include "director/delivery.h"
#include "director/decide.h"
#include "director/grant.h"
#include "director/record.h"
#include "director/state.h"

#include "director/calls.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>

enum { HANDLER_DEFAULT = 0, HANDLER_IGNORE = 1 };
enum { RESTART_IF_ASKED = -512, RESTART = -513 };            /* ERESTARTSYS, ERESTARTNOINTR */
enum { RESETS_HANDLER = 0x80000000, RESTARTS = 0x10000000 }; /* SA_RESETHAND, SA_RESTART */
enum effect { IGNORED, CAUGHT, STOPS, KILLS };

static uint64_t bit(int signal)
{
    return UINT64_C(1) << (signal - 1);
}

/* Signal sets from /proc/TID/status, the union of two fields; all ones when the task is gone. */
static uint64_t signal_sets(const struct live_task *task, const char *field, const char *other)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)task->os);
    FILE *status = fopen(path, "re");
    uint64_t set = status ? 0 : UINT64_MAX;
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, field, strlen(field)) == 0 || strncmp(line, other, strlen(other)) == 0)
            set |= strtoull(strchr(line, ':') + 1, NULL, 16);
    if (status)
        fclose(status);
    return set;
}

static bool unblockable(int signal)
{
    return signal == SIGKILL || signal == SIGSTOP;
}

uint64_t delivery_blocked(const struct live_task *task)
{
    return signal_sets(task, "SigBlk:", "SigBlk:");
}

static bool blocks(const struct live_task *task, int signal)
{
    return !unblockable(signal) && delivery_blocked(task) & bit(signal);
}

uint64_t delivery_pending(const struct live_task *task)
{
    return signal_sets(task, "SigPnd:", "ShdPnd:");
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

/* A call that sleeps with a mask of its own, put in place by the kernel for as long. */
static bool installs_mask(const struct live_task *task, uint64_t *mask)
{
    static const struct {
        short number, argument;
    } calls[] = {{SYS_rt_sigsuspend, 0}, {SYS_ppoll, 3}, {SYS_epoll_pwait, 4}, {SYS_pselect6, 5}};
    if (task->state != TASK_PENDING)
        return false;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (calls[i].number != task->call.nr)
            continue;
        uint64_t address = task->call.args[calls[i].argument];
        if (task->call.nr == SYS_pselect6 && address) /* { address of the set, its size } */
            task_read(task->os, address, &address, sizeof address);
        return address && task_read(task->os, address, mask, sizeof *mask) == sizeof *mask;
    }
    return false;
}

bool delivery_interrupts(struct director *director, struct live_task *task)
{
    uint64_t mask, waiting = 0;
    if (installs_mask(task, &mask))
        waiting = delivery_pending(task) & ~mask;
    for (int signal = 1; waiting && signal < SIGNALS; signal++)
        if (waiting & bit(signal) && effect_of(director, task, signal) != IGNORED)
            return true;
    return false;
}

bool delivery_lets_in(const struct live_task *task, int signal)
{
    uint64_t mask;
    if (installs_mask(task, &mask) && !(mask & bit(signal)))
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

static void answer_held(struct director *director, struct live_task *task, int64_t value)
{
    task->state = TASK_PENDING; /* it may have been on a queue */
    grant_answer(director, task, value);
}

static bool waits(struct director *director, struct live_task *task)
{
    return task->state == TASK_QUEUED ||
           (task->class->ready && !task->woken && !task->class->ready(director, task));
}

static bool never_restarts(const struct live_task *task)
{
    static const short numbers[] = {
        SYS_nanosleep,       SYS_clock_nanosleep, SYS_poll,         SYS_ppoll,       SYS_select,
        SYS_pselect6,        SYS_epoll_wait,      SYS_pause,        SYS_epoll_pwait, SYS_semop,
        SYS_rt_sigtimedwait, SYS_semtimedop,      SYS_rt_sigsuspend};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i] == task->call.nr)
            return true;
    return task->class == &call_await ||
           task->deadline != NEVER; /* timed waits for a futex or a queue */
}

/* What is left of a sleep, where the program wants to know. */
static void tell_rest(struct director *director, const struct live_task *task)
{
    bool clocked = task->call.nr == SYS_clock_nanosleep;
    if (task->call.nr != SYS_nanosleep && (!clocked || task->call.args[1] & TIMER_ABSTIME))
        return;
    uint64_t address = task->call.args[clocked ? 3 : 1], rest = task->deadline - director->now;
    struct timespec left = {(time_t)(rest / 1000000000), (long)(rest % 1000000000)};
    if (address)
        task_write(task->os, address, &left, sizeof left);
}

/* In the middle of a wait. */
static void interrupt(struct director *director, struct live_task *task, uint64_t flags)
{
    uint64_t mask;
    bool never = never_restarts(task);
    if (never || !(flags & RESTARTS))
        record_step(director, task, -EINTR);
    if (installs_mask(task, &mask)) { /* the kernel finds the signal at once */
        task->state = TASK_PENDING;
        grant_continue(director, task);
        return;
    }
    if (never)
        tell_rest(director, task);
    answer_held(director, task, never ? -EINTR : RESTART_IF_ASKED);
}

/* A wait that is over, or a long write that has begun, ends as it would have; the handler runs
 * after it. */
static bool ends_by_itself(struct director *director, struct live_task *task)
{
    bool expired = task->deadline != NEVER && deadline_passed(director, task);
    return task->woken || task->done > 0 || expired ||
           (task->announced_at != director->now && !waits(director, task));
}

static void finish(struct director *director, struct live_task *task)
{
    if (task->done > 0)
        grant_answer(director, task, (int64_t)task->done);
    else if (deadline_passed(director, task) && task->class->expire && !task->woken)
        task->class->expire(director, task);
    else
        task->class->perform(director, task);
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

/* The step at `taken`, if there is one, ended before the delivery recorded just before it. */
static void record_before_delivery(struct run *run, size_t taken)
{
    if (taken == 0 || run->step_count != taken + 1 ||
        run->steps[taken - 1].operation != OPERATION_DELIVER)
        return;
    struct step delivery = run->steps[taken - 1];
    run->steps[taken - 1] = run->steps[taken];
    run->steps[taken] = delivery;
}

/* A handler is about to run in a held task: how does its call end? `blocked`: only the mask that
 * the call itself installs lets the signal in. */
static void run_handler(struct director *director, struct live_task *task, uint64_t flags,
                        bool blocked)
{
    if (ends_by_itself(director, task)) {
        size_t taken = director->run->step_count;
        finish(director, task);
        record_before_delivery(director->run, taken);
        return;
    }
    bool before = !waits(director, task);
    bool either = task->announced_at == director->now || director->faults & FAULT_SKEW;
    if (!before && !blocked && either)
        before = choose_value(director, task, 2) == 1;
    if (before)
        answer_held(director, task, RESTART);
    else
        interrupt(director, task, flags);
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
        answer_held(director, task, task == first && answer ? *answer : RESTART);
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
            answer_held(director, task, RESTART);
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
        run_handler(director, task, flags, blocked);
}
