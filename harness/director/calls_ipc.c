/* SPDX-License-Identifier: MIT */
/* System V and POSIX inter-process communication.
 *
 * Whether a System V call would wait can't be asked from outside its namespace. The agent tries it
 * without waiting; if that fails it makes an AGENT_AWAIT, which is ready once somebody else has
 * done something to the object since. Who then tries again first is a choice like any other. A
 * POSIX queue has a descriptor, which can be polled. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/readiness.h"

#include "contract/agent_call.h"

#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>

/* Calls that make or find an object name none yet; shmget and its kin are told apart by kind. */
static int kind_of(int number)
{
    static const struct {
        short number, kind;
    } kinds[] = {{SYS_semop, 1},  {SYS_semtimedop, 1}, {SYS_semctl, 1},
                 {SYS_msgsnd, 2}, {SYS_msgrcv, 2},     {SYS_msgctl, 2}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].number == number)
            return kinds[i].kind;
    return 0;
}

static void announce_ipc(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    int kind = kind_of(task->call.nr);
    if (kind)
        task->announced.object =
            object_of(director, OBJECT_IPC, (uint64_t)kind, (uint32_t)task->call.args[0], NULL);
}

static void perform_ipc(struct director *director, struct live_task *task)
{
    task->changing = task->announced.object;
    perform_continue(director, task);
}

const struct call_class call_ipc = {announce_ipc, NULL, perform_ipc, NULL};

/* The task has come back from an IPC step: only a failed one is followed by AGENT_AWAIT. */
void ipc_returned(struct director *director, struct live_task *task)
{
    if (!task->changing)
        return;
    bool failed = task->call.nr == AGENT_CALL && task->call.args[0] == AGENT_AWAIT;
    if (!failed)
        director->keys[task->changing].changes++;
    task->awaited = task->changing;
    task->seen_changes = director->keys[task->changing].changes;
    task->changing = 0;
}

bool ipc_awaits_semaphore(const struct director *director, const struct live_task *task)
{
    return director->keys[task->awaited].first == (uint64_t)kind_of(SYS_semop);
}

/* The kernel takes back what a dead process did to its semaphores. */
void ipc_death(struct director *director)
{
    for (size_t i = 1; i < director->run->object_count; i++)
        director->keys[i].changes++;
}

static void announce_await(struct director *director, struct live_task *task)
{
    struct timespec until;
    uint64_t address = task->call.args[1];
    task->announced = (struct announced){.operation = OPERATION_IPC,
                                         .access = ACCESS_READ,
                                         .object = task->awaited,
                                         .other = NO_TASK,
                                         .transparent = true,
                                         .unrecorded = true};
    if (address && task_read(task->os, address, &until, sizeof until) == sizeof until)
        set_deadline(director, task, &until, true, CLOCK_MONOTONIC);
}

static bool await_ready(struct director *director, struct live_task *task)
{
    return director->keys[task->awaited].changes != task->seen_changes ||
           deadline_passed(director, task);
}

static void perform_await(struct director *director, struct live_task *task)
{
    bool changed = director->keys[task->awaited].changes != task->seen_changes;
    grant_answer(director, task, changed ? 0 : -EAGAIN);
}

const struct call_class call_await = {announce_await, await_ready, perform_await, NULL};

static void announce_queue(struct director *director, struct live_task *task)
{
    struct timespec limit;
    uint64_t address = task->call.args[4];
    announce_default(director, task);
    const struct descriptor *queue = descriptor_of(director, task, (int)task->call.args[0]);
    if (queue)
        task->announced.object = queue->object;
    if (!address || task_read(task->os, address, &limit, sizeof limit) != sizeof limit)
        return;
    set_deadline(director, task, &limit, true, CLOCK_REALTIME);
    task->announced.yields = true;
}

static bool queue_lets(struct director *director, struct live_task *task)
{
    short events = task->call.nr == SYS_mq_timedsend ? POLLOUT : POLLIN;
    return descriptor_goes_on(director, task, (int)task->call.args[0], events);
}

static bool queue_ready(struct director *director, struct live_task *task)
{
    return queue_lets(director, task) || deadline_passed(director, task);
}

static void expire_queue(struct director *director, struct live_task *task)
{
    if (queue_lets(director, task)) {
        perform_continue(director, task);
        return;
    }
    record_step(director, task, -ETIMEDOUT);
    grant_answer(director, task, -ETIMEDOUT);
}

const struct call_class call_queue = {announce_queue, queue_ready, perform_continue, expire_queue};
