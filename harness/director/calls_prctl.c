/* SPDX-License-Identifier: MIT */
/* prctl, as far as it concerns relatives. A signal at the parent's end is sent by the director: the
 * kernel never learns of it. Orphans are taken in by the kernel, and task.c knows to whom. */
#include "director/calls.h"

#include <errno.h>
#include <sys/prctl.h>

static void announce_prctl(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    bool asks = task->call.args[0] == PR_GET_PDEATHSIG;
    if (task->call.args[0] == PR_SET_CHILD_SUBREAPER)
        task->announced.operation = OPERATION_ADOPTION;
    task->announced.argument = asks ? 0 : (int64_t)task->call.args[1];
    task->announced.transparent = asks;
    task->announced.unrecorded = asks;
}

static void tell_parent_death(struct director *director, struct live_task *task)
{
    const int signal = process_of(director, task)->parent_death_signal;
    bool told = task_write(task->os, task->call.args[1], &signal, sizeof signal) > 0;
    grant_answer(director, task, told ? 0 : -EFAULT);
}

static void set_parent_death(struct director *director, struct live_task *task)
{
    bool known = task->call.args[1] < SIGNALS;
    if (known)
        process_of(director, task)->parent_death_signal = (int)task->call.args[1];
    record_step(director, task, known ? 0 : -EINVAL);
    grant_answer(director, task, known ? 0 : -EINVAL);
}

static void set_subreaper(struct director *director, struct live_task *task)
{
    process_of(director, task)->subreaper = task->call.args[1] != 0;
    perform_continue(director, task);
}

static void perform_prctl(struct director *director, struct live_task *task)
{
    if (task->call.args[0] == PR_SET_CHILD_SUBREAPER)
        set_subreaper(director, task);
    else if (task->call.args[0] == PR_SET_PDEATHSIG)
        set_parent_death(director, task);
    else
        tell_parent_death(director, task);
}

const struct call_class call_prctl = {announce_prctl, NULL, perform_prctl, NULL};
