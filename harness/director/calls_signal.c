/* SPDX-License-Identifier: MIT */
/* Sending signals and setting actions. What a delivery does: delivery.c. */
#include "director/calls.h"
#include "director/delivery.h"
#include "director/signal_mask.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int signal_of(const struct live_task *task)
{
    bool third = task->call.nr == SYS_tgkill || task->call.nr == SYS_rt_tgsigqueueinfo;
    return (int)task->call.args[third ? 2 : 1];
}

/* The one task meant; NULL for a group, everybody, or nobody that exists. */
static struct live_task *single_target(struct director *director, const struct live_task *task)
{
    if (task->call.nr == SYS_pidfd_send_signal) {
        int copy = descriptor_copy(process_of(director, task)->pidfd, (int)task->call.args[0]);
        pid_t os = pidfd_process(copy);
        if (copy >= 0)
            close(copy);
        return os ? task_by_os(director, os) : NULL;
    }
    pid_t inside =
        (pid_t)
            task->call.args[task->call.nr == SYS_tgkill || task->call.nr == SYS_rt_tgsigqueueinfo];
    bool thread = task->call.nr != SYS_kill && task->call.nr != SYS_rt_sigqueueinfo;
    return thread ? task_by_thread(director, inside) : task_by_inside(director, inside);
}

static void announce_kill(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.argument = signal_of(task);
    struct live_task *target = single_target(director, task);
    if (target)
        task->announced.other = target->index;
    /* Signal 0 only asks whether the target exists. */
    if (signal_of(task) == 0)
        task->announced.operation = OPERATION_PROCESS_QUERY;
}

/* A zombie is still of its group. */
static bool is_meant(const struct director *director, const struct live_task *task, pid_t argument,
                     uint32_t candidate)
{
    const struct live_process *own = &director->processes[task->process];
    const struct live_process *other = &director->processes[director->tasks[candidate].process];
    if (other->leader != candidate || director->tasks[candidate].state == TASK_GONE)
        return false;
    if (argument == -1)
        return other != own;
    pid_t group = argument == 0 ? own->group : -argument;
    return other->group == group;
}

/* The value that sigqueue passes along lies in the sender's siginfo. */
static uint64_t value_of(const struct live_task *task)
{
    siginfo_t info;
    uint64_t value = 0;
    bool queued = task->call.nr == SYS_rt_sigqueueinfo || task->call.nr == SYS_rt_tgsigqueueinfo ||
                  task->call.nr == SYS_pidfd_send_signal;
    uint64_t address = task->call.args[task->call.nr == SYS_rt_tgsigqueueinfo ? 3 : 2];
    if (queued && address && task_read(task->os, address, &info, sizeof info) == sizeof info)
        memcpy(&value, &info.si_value, sizeof value);
    return value;
}

static bool for_thread(const struct live_task *task)
{
    return task->call.nr == SYS_tkill || task->call.nr == SYS_tgkill ||
           task->call.nr == SYS_rt_tgsigqueueinfo;
}

static struct flight flight_to(const struct live_task *task, uint32_t target)
{
    return (struct flight){.target = target,
                           .sender = task->index,
                           .signal = signal_of(task),
                           .for_thread = for_thread(task),
                           .value = value_of(task)};
}

/* A process's own signal comes before its kill returns. */
static void send_to_self(struct director *director, struct live_task *task)
{
    static const int64_t success = 0;
    struct flight flight = flight_to(task, task->index);
    flight.for_thread |= delivery_lets_in(task, flight.signal);
    delivery_act(director, &flight, &success);
}

static void send_to_many(struct director *director, struct live_task *task, pid_t argument)
{
    int signal = signal_of(task);
    uint32_t self = process_of(director, task)->leader;
    bool own = false;
    int64_t result = -ESRCH;
    for (uint32_t i = 0; i < director->run->task_count; i++) {
        if (!is_meant(director, task, argument, i))
            continue;
        result = 0;
        own |= i == self;
        if (signal && i != self && task_alive(&director->tasks[i]))
            signal_send(director, flight_to(task, i));
    }
    char text[16];
    int length = snprintf(text, sizeof text, "%d", (int)argument);
    record_data(director, record_step(director, task, result), text, (size_t)length);
    if (own && signal)
        send_to_self(director, task);
    else
        grant_answer(director, task, result);
}

static void stray(struct director *director, struct live_task *task, pid_t argument)
{
    static const char text[] = "stray";
    int64_t result = argument > 0 && argument <= 2 ? -EPERM : -ESRCH;
    record_data(director, record_step(director, task, result), text, sizeof text - 1);
    grant_answer(director, task, result);
}

/* To itself; if its process has several threads, one that the kernel would give to itself. */
static bool comes_at_once(struct director *director, const struct live_task *task, uint32_t target)
{
    if (signal_of(task) == 0 || director->tasks[target].process != task->process)
        return false;
    return target == task->index ||
           (!for_thread(task) && !delivery_lets_in(&director->tasks[target], signal_of(task)));
}

/* Signals that libc's threads send each other, to cancel one: their handler believes only what the
 * kernel says of the sender, so the kernel sends them. They are held by their target all the same.
 */
static bool belongs_to_libc(int signal)
{
    enum { FIRST = 32 };
    return signal >= FIRST && signal < SIGRTMIN;
}

static void let_kernel_send(struct director *director, struct live_task *task, uint32_t target)
{
    struct flight flight = flight_to(task, target);
    flight.sent = true;
    signal_send(director, flight);
    grant_continue(director, task);
}

static void send_to_one(struct director *director, struct live_task *task, uint32_t target)
{
    record_step(director, task, 0);
    if (comes_at_once(director, task, target)) {
        send_to_self(director, task);
        return;
    }
    if (belongs_to_libc(signal_of(task))) {
        let_kernel_send(director, task, target);
        return;
    }
    if (signal_of(task) && task_alive(&director->tasks[target]))
        signal_send(director, flight_to(task, target));
    grant_answer(director, task, 0);
}

static void perform_kill(struct director *director, struct live_task *task)
{
    int signal = signal_of(task);
    pid_t argument = (pid_t)task->call.args[0];
    if (signal < 0 || signal >= SIGNALS) {
        record_step(director, task, -EINVAL);
        grant_answer(director, task, -EINVAL);
    } else if (task->call.nr == SYS_kill && argument <= 0) {
        send_to_many(director, task, argument);
    } else if (task->announced.other != NO_TASK &&
               director->tasks[task->announced.other].state != TASK_GONE) {
        send_to_one(director, task, task->announced.other);
    } else {
        task->announced.other = NO_TASK;
        stray(director, task, argument);
    }
}

const struct call_class call_kill = {announce_kill, NULL, perform_kill, NULL};

static bool new_action(const struct live_task *task, struct action *action)
{
    uint64_t new[2];
    if (!task->call.args[1] || task->call.args[0] >= SIGNALS ||
        task_read(task->os, task->call.args[1], new, sizeof new) != sizeof new)
        return false;
    *action = (struct action){new[0], new[1]};
    return true;
}

/* Whether a signal that is on its way meets the old action or the new one, others can notice. */
static void announce_action(struct director *director, struct live_task *task)
{
    struct action new;
    announce_default(director, task);
    bool changes =
        new_action(task, &new) && !belongs_to_libc((int)task->call.args[0]) &&
        memcmp(&process_of(director, task)->actions[task->call.args[0]], &new, sizeof new) != 0;
    task->announced.argument = (int64_t)task->call.args[0];
    task->announced.transparent = !changes;
    task->announced.unrecorded = !changes;
}

static void perform_action(struct director *director, struct live_task *task)
{
    struct action new;
    if (new_action(task, &new))
        process_of(director, task)->actions[task->call.args[0]] = new;
    perform_continue(director, task);
}

/* The signals that the call blocks and that weren't. Around what it does itself the C library
 * blocks its own signals, or all there are, its own among them: nobody else would, and nobody can
 * tell. */
static uint64_t newly_blocked(const struct live_task *task)
{
    static const uint64_t of_libc = UINT64_C(3) << 31;
    uint64_t set;
    if (task->call.args[0] == SIG_UNBLOCK || !task->call.args[1] ||
        task_read(task->os, task->call.args[1], &set, sizeof set) != sizeof set || set & of_libc)
        return 0;
    return set & ~mask_of_task(task);
}

/* A signal that is on its way comes before the mask, or has to wait behind it. */
static void announce_mask(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    uint64_t new = newly_blocked(task);
    task->announced.argument = new ? __builtin_ctzll(new) + 1 : 0;
    task->announced.transparent = !new;
    task->announced.unrecorded = !new;
}

const struct call_class call_mask = {announce_mask, NULL, perform_continue, NULL};

const struct call_class call_action = {announce_action, NULL, perform_action, NULL};
