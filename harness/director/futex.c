/* SPDX-License-Identifier: MIT */
/* Futexes, emulated whole: the kernel never queues anybody. A queue is a futex object; who waits is
 * the tasks that are QUEUED on it, in order of arrival; which of them a wake takes is a choice
 * (futex_wake.c). A wait ends by a wake, its deadline, a death, or out of nothing.
 * Keys: a private futex belongs to its process and address, a shared one to the place in memory
 * that its address stands for (mapping.c). */
#include "director/state.h"

#include "director/calls.h"
#include "director/futex.h"

#include <assert.h>
#include <errno.h>
#include <linux/futex.h>
#include <string.h>
#include <time.h>

/* LARGEST_OBJECT: bytes of a semaphore, mutex, condition, barrier or queue, of libc or libmp. */
enum { ANNOUNCED_OBJECT = 2, LARGEST_OBJECT = 128 };
int futex_command(const struct live_task *task)
{
    return (int)task->call.args[FUTEX_ARGUMENT_COMMAND] & FUTEX_CMD_MASK;
}

static bool is_shared(struct director *director, const struct live_task *task, uint64_t address,
                      uint64_t key[2])
{
    key[0] = address;
    key[1] = task->process + 1;
    return !(task->call.args[FUTEX_ARGUMENT_COMMAND] & FUTEX_PRIVATE_FLAG) &&
           mapping_key(director, task, address, key);
}

uint32_t futex_key(struct director *director, const struct live_task *task, uint64_t address)
{
    uint64_t key[2];
    is_shared(director, task, address, key);
    return object_of(director, OBJECT_FUTEX, key[0], key[1], NULL);
}

/* Some commands are about a second word as well: where these are is not told. */
static bool has_one_word(int command)
{
    return command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_WAKE ||
           command == FUTEX_WAKE_BITSET;
}

static bool is_wait(int command)
{
    return command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET;
}

static void announce(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    bool wait = is_wait(futex_command(task));
    task->announced.operation = wait ? OPERATION_FUTEX_WAIT : OPERATION_FUTEX_WAKE;
    uint64_t key[2];
    task->announced.object = futex_key(director, task, task->call.args[0]);
    if (has_one_word(futex_command(task)) && !is_shared(director, task, task->call.args[0], key))
        task->announced.address = task->call.args[0];
    task->announced.argument = (int64_t)(uint32_t)task->call.args[FUTEX_ARGUMENT_VALUE];
    if (!wait || !task->call.args[FUTEX_ARGUMENT_TIMEOUT])
        return;
    struct timespec limit;
    if (task_read(task->os, task->call.args[FUTEX_ARGUMENT_TIMEOUT], &limit, sizeof limit) !=
        sizeof limit)
        return;
    bool absolute = futex_command(task) == FUTEX_WAIT_BITSET;
    bool real = task->call.args[FUTEX_ARGUMENT_COMMAND] & FUTEX_CLOCK_REALTIME;
    set_deadline(director, task, &limit, absolute, real ? CLOCK_REALTIME : CLOCK_MONOTONIC);
    task->announced.yields = true;
}

/* Until it is queued a wait can always take its step; its deadline counts from then on. */
static bool ready(struct director *director, struct live_task *task)
{
    (void)director, (void)task;
    return true;
}

static void wait(struct director *director, struct live_task *task)
{
    if (task->woken) {
        task->wanted = task->answer == -ETIMEDOUT ? 0 : task->wanted;
        record_step(director, task, task->answer);
        grant_answer(director, task, task->answer);
        return;
    }
    uint32_t word = 0;
    if (task_read(task->os, task->call.args[0], &word, sizeof word) != sizeof word ||
        word != (uint32_t)task->call.args[FUTEX_ARGUMENT_VALUE]) {
        record_step(director, task, -EAGAIN);
        grant_answer(director, task, -EAGAIN);
        return;
    }
    if (deadline_passed(director, task)) {
        task->wanted = 0;
        record_step(director, task, -ETIMEDOUT);
        grant_answer(director, task, -ETIMEDOUT);
        return;
    }
    task->state = TASK_QUEUED;
    task->futex = task->announced.object;
    task->queued_at = ++director->queue_counter;
    task->waited = true;
    task->busy = 0;
}

void futex_end_wait(struct live_task *task, int64_t answer)
{
    assert(task->state == TASK_QUEUED); /* I3 */
    task->state = TASK_PENDING;
    task->woken = true;
    task->answer = answer;
    task->deadline = NEVER;
}

static void perform(struct director *director, struct live_task *task)
{
    int asked = futex_command(task);
    bool known = is_wait(asked) || asked == FUTEX_WAKE || asked == FUTEX_WAKE_BITSET ||
                 asked == FUTEX_REQUEUE || asked == FUTEX_CMP_REQUEUE || asked == FUTEX_WAKE_OP;
    if (is_wait(asked)) {
        wait(director, task);
        return;
    }
    int64_t answer = known ? futex_wake(director, task) : -ENOSYS;
    record_step(director, task, answer);
    grant_answer(director, task, answer);
}

const struct call_class call_futex = {announce, ready, perform, NULL};

void futex_expire(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->state == TASK_QUEUED && task->deadline <= director->now)
            futex_end_wait(task, -ETIMEDOUT); /* I5 */
    }
}

/* A library's object is announced right before its futex is waited on; a condition and its mutex
 * are announced together. Waking is part of it. */
void futex_note_library(struct live_task *task)
{
    enum operation operation = task->announced.operation;
    enum object_class class = operation_info(operation)->object;
    bool announced = task->class == &call_agent;
    if (announced && (class == OBJECT_LOCK || class == OBJECT_CHANNEL)) {
        task->library[1] = task->library[0];
        task->library[0] = task->call.args[ANNOUNCED_OBJECT];
    } else if (operation != OPERATION_FUTEX_WAIT && operation != OPERATION_FUTEX_WAKE) {
        task->library[0] = task->library[1] = 0;
    }
}

static bool is_join(const struct director *director, const struct live_task *task, uint64_t word)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == task->process && director->tasks[i].tid_word == word)
            return true;
    return false;
}

/* At a death the kernel marks the robust locks of the dead, clears the word by which a thread is
 * joined, and wakes who waits there, in queues that it knows nothing about. Whoever waits for the
 * old value of any other word still waits: nobody woke it. */
void futex_recheck(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        uint32_t word = 0, expected = (uint32_t)task->call.args[FUTEX_ARGUMENT_VALUE];
        if (task->state != TASK_QUEUED ||
            task_read(task->os, task->call.args[0], &word, sizeof word) != sizeof word)
            continue;
        bool owner_died = word & ~expected & FUTEX_OWNER_DIED;
        if (owner_died || (word != expected && is_join(director, task, task->call.args[0])))
            futex_end_wait(task, 0);
    }
}

/* Not with a deadline, which may have come before its turn does. */
bool futex_wakes_in_vain(const struct director *director, const struct live_task *task)
{
    if (!task->woken || !task->wanted || !task->wants_alone || task->announced.yields)
        return false;
    uint32_t holder = director->keys[task->wanted].holder;
    return holder != NO_TASK && holder != task->index && task_alive(&director->tasks[holder]);
}

bool futex_may_wake_spuriously(const struct director *director, const struct live_task *task)
{
    uint64_t word = task->call.args[0];
    if (task->state != TASK_QUEUED || task->unasked >= UNASKED_ENDS)
        return false;
    for (int i = 0; i < 2; i++)
        if (task->library[i] && word - task->library[i] < LARGEST_OBJECT)
            return false;
    return !is_join(director, task, word);
}

void futex_wake_spuriously(struct live_task *task)
{
    task->unasked++;
    futex_end_wait(task, 0);
}
