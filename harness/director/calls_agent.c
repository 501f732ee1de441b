/* SPDX-License-Identifier: MIT */
/* What the agent announces: births, locks, memory, computation, remarks. Nothing here is trusted
 * further than as a place where the interleaving may change. */
#include "director/calls.h"

#include "contract/agent_call.h"

#include <errno.h>
#include <string.h>

enum { VERB, OPERATION, OBJECT, ARGUMENT, HANDLE = 2, NOTE_LIMIT = 512 };

static void announce_birth(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
    task->announced.unrecorded = true;
    task->handle = task->call.args[HANDLE];
}

static void perform_answer(struct director *director, struct live_task *task)
{
    if (!task->announced.unrecorded)
        record_step(director, task, 0);
    grant_answer(director, task, 0);
}

const struct call_class call_born = {announce_birth, NULL, perform_answer, NULL};

/* It has joined a group of its own as well. */
const struct call_class call_born_main = {announce_birth, NULL, perform_continue, NULL};

static void perform_ready(struct director *director, struct live_task *task)
{
    grant_answer(director, task, ORDER_GO_ON);
}

const struct call_class call_ready = {announce_birth, NULL, perform_ready, NULL};

/* Asking the same of the same again, with nothing but a pause in between: it waits for somebody. */
static bool asks_again(struct live_task *task)
{
    static const enum operation questions[] = {
        OPERATION_ATOMIC_READ,    OPERATION_ATOMIC_UPDATE, OPERATION_ACQUIRE_UPDATE,
        OPERATION_RELEASE_UPDATE, OPERATION_RELAXED_READ,  OPERATION_RELAXED_UPDATE,
        OPERATION_TRY_LOCK,       OPERATION_SEMAPHORE_TRY, OPERATION_QUEUE_QUERY};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (task->announced.operation == questions[i])
            return task->last.operation == questions[i] &&
                   task->last.object == task->announced.object;
    return false;
}

/* After the fact. A handle may have been another thread's before: the latest is meant. */
static void announce_join(const struct director *director, struct live_task *task)
{
    task->announced.transparent = true;
    task->announced.argument = 0;
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == task->process &&
            director->tasks[i].handle == task->call.args[ARGUMENT])
            task->announced.other = (uint32_t)i;
}

static void announce_object(struct director *director, struct live_task *task,
                            enum object_class class)
{
    uint64_t key[2];
    if (!mapping_key(director, task, task->call.args[OBJECT], key))
        task->announced.address = task->call.args[OBJECT];
    task->announced.object = object_of(director, class, key[0], key[1], NULL);
}

static void announce_point(struct director *director, struct live_task *task)
{
    struct announced *announced = &task->announced;
    enum operation operation = (enum operation)task->call.args[OPERATION];
    *announced = (struct announced){.operation = operation,
                                    .access = operation_info(operation)->access,
                                    .other = NO_TASK,
                                    .argument = (int64_t)task->call.args[ARGUMENT]};
    announced->yields = operation == OPERATION_COMPUTE;
    enum object_class class = operation_info(operation)->object;
    announced->transparent = operation == OPERATION_FENCE;
    if (operation == OPERATION_JOIN)
        announce_join(director, task);
    if (class == OBJECT_MEMORY)
        announce_access(director, task);
    else if (class != OBJECT_NONE && class != OBJECT_PROCESS)
        announce_object(director, task, class);
    announced->yields |= asks_again(task);
}

static void announce_note(struct live_task *task)
{
    task->announced =
        (struct announced){.operation = OPERATION_NOTE, .other = NO_TASK, .transparent = true};
}

static void announce(struct director *director, struct live_task *task)
{
    uint64_t verb = task->call.args[VERB];
    if (verb == AGENT_POINT && task->call.args[OPERATION] < OPERATION_COUNT)
        announce_point(director, task);
    else if (verb == AGENT_NOTE)
        announce_note(task);
    else
        task->announced = (struct announced){.operation = OPERATION_OTHER,
                                             .other = NO_TASK,
                                             .transparent = true,
                                             .unrecorded = true};
}

/* Who holds a lock, for the words of a deadlock report; the lock itself is the submission's. */
static void track_lock(struct director *director, struct live_task *task)
{
    uint32_t object = task->announced.object;
    switch (task->announced.operation) {
    case OPERATION_LOCK:
    case OPERATION_SEMAPHORE_WAIT:
        task->wanted = object;
        task->wants_alone = task->announced.operation == OPERATION_LOCK;
        break;
    case OPERATION_LOCKED:
    case OPERATION_SEMAPHORE_GOT:
        director->keys[object].holder = task->index;
        task->wanted = 0;
        break;
    case OPERATION_UNLOCK:
    case OPERATION_SEMAPHORE_POST:
        director->keys[object].holder = NO_TASK;
        break;
    default:
        break;
    }
}

static void perform_note(struct director *director, struct live_task *task)
{
    char text[NOTE_LIMIT];
    uint64_t size = task->call.args[ARGUMENT];
    ssize_t got =
        size <= sizeof text ? task_read(task->os, task->call.args[OBJECT], text, (size_t)size) : 0;
    record_data(director, record_step(director, task, 0), text, got > 0 ? (size_t)got : 0);
    grant_answer(director, task, 0);
}

static void perform_access(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    grant_answer(director, task, answer_to_access(director, task));
}

static void perform(struct director *director, struct live_task *task)
{
    if (task->announced.operation == OPERATION_NOTE) {
        perform_note(director, task);
        return;
    }
    track_lock(director, task);
    if (operation_info(task->announced.operation)->object == OBJECT_MEMORY)
        perform_access(director, task);
    else
        perform_answer(director, task);
}

const struct call_class call_agent = {announce, NULL, perform, NULL};
