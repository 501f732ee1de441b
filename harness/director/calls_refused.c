/* SPDX-License-Identifier: MIT */
/* Calls that the sandbox lets nobody make, and that a homework may well try: they are refused here
 * and named in the result. But some requests every system grants to everybody: to be nicer, to run
 * as one would anyway, on a processor of one's choice. Who asks for that gets it, and nothing
 * changes: there is one processor, and the order is the schedule's. */
#define _GNU_SOURCE
#include "director/calls.h"

#include "contract/syscall.h"

#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>

enum { MASK_SIZE = 128, POLICY_AT = 4 }; /* bytes; of the policy in struct sched_attr */

static bool is_everybodys(int policy)
{
    policy &= ~SCHED_RESET_ON_FORK;
    return policy == SCHED_OTHER || policy == SCHED_BATCH || policy == SCHED_IDLE;
}

static int number_at(const struct live_task *task, uint64_t address)
{
    int number = -1;
    return task_read(task->os, address, &number, sizeof number) == sizeof number ? number : -1;
}

static bool names_a_processor(const struct live_task *task)
{
    unsigned char mask[MASK_SIZE] = {0};
    size_t size = task->call.args[1] < MASK_SIZE ? (size_t)task->call.args[1] : MASK_SIZE, i = 0;
    if (task_read(task->os, task->call.args[2], mask, size) != (ssize_t)size)
        return false;
    while (i < size && !mask[i])
        i++;
    return i < size;
}

static bool is_granted_to_all(const struct live_task *task)
{
    switch (task->call.nr) {
    case SYS_setpriority:
        return (int)task->call.args[2] >= 0;
    case SYS_sched_setaffinity:
        return names_a_processor(task);
    case SYS_sched_setscheduler:
        return is_everybodys((int)task->call.args[1]) && number_at(task, task->call.args[2]) == 0;
    case SYS_sched_setparam:
        return number_at(task, task->call.args[1]) == 0;
    case SYS_sched_setattr:
        return is_everybodys(number_at(task, task->call.args[1] + POLICY_AT));
    default:
        return false;
    }
}

static void announce_refused(struct director *director, struct live_task *task)
{
    (void)director;
    bool granted = is_granted_to_all(task);
    task->announced = (struct announced){.operation = granted ? OPERATION_OTHER : OPERATION_REFUSED,
                                         .other = NO_TASK,
                                         .argument = task->call.nr,
                                         .transparent = true,
                                         .unrecorded = granted};
}

static void perform_refused(struct director *director, struct live_task *task)
{
    int64_t result = task->announced.unrecorded ? 0 : -EPERM;
    if (!task->announced.unrecorded)
        record_step(director, task, result);
    grant_answer(director, task, result);
}

const struct call_class call_refused = {announce_refused, NULL, perform_refused, NULL};

bool is_refused(const struct seccomp_data *call)
{
    const struct syscall_rule *rule = syscall_rule(call->nr);
    return rule && rule->policy == SYSCALL_REFUSE;
}
