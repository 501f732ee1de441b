/* SPDX-License-Identifier: MIT */
/* How a held call ends when a handler is about to run in its task, with the results that the kernel
 * itself uses:
 *   RESTART           the handler runs before the call, which is then announced anew
 *   RESTART_IF_ASKED  the handler runs in the middle of the call: SA_RESTART decides
 *   -EINTR            likewise, of a call that is never restarted
 * A call that could go on isn't interrupted, only preceded. One that waits may be either, as long
 * as no time has passed since it was announced. */
#include "director/interruption.h"
#include "director/calls.h"
#include "director/decide.h"
#include "director/grant.h"
#include "director/record.h"
#include "director/signal_mask.h"
#include "director/state.h"

#include <errno.h>
#include <sys/syscall.h>
#include <time.h>

enum { RESTART_IF_ASKED = -512, RESTARTS = 0x10000000 }; /* ERESTARTSYS, SA_RESTART */

void interruption_answer(struct director *director, struct live_task *task, int64_t value)
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
    if (mask_of_call(task, &mask)) { /* the kernel finds the signal at once */
        task->state = TASK_PENDING;
        grant_continue(director, task);
        return;
    }
    if (never)
        tell_rest(director, task);
    interruption_answer(director, task, never ? -EINTR : RESTART_IF_ASKED);
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

void interruption_by_handler(struct director *director, struct live_task *task, uint64_t flags,
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
        interruption_answer(director, task, CALL_RESTARTS);
    else
        interrupt(director, task, flags);
}
