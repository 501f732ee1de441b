/* SPDX-License-Identifier: MIT */
/* Futexes, emulated whole: the kernel never queues anybody. A queue is a futex object; who waits is
 * the tasks that are QUEUED on it, in order of arrival; which of them a wake takes is a choice.
 * Keys: a private futex belongs to its process and address, a shared one to the place in memory
 * that its address stands for (mapping.c). */
#include "director/state.h"

#include "director/calls.h"
#include "director/decide.h"
#include "director/futex.h"

#include <assert.h>
#include <errno.h>
#include <linux/futex.h>
#include <string.h>
#include <time.h>

/* LARGEST_OBJECT: bytes of a semaphore, mutex, condition, barrier or queue, of libc or libmp. */
enum { ANNOUNCED_OBJECT = 2, LARGEST_OBJECT = 128 };
enum { COMMAND = 1, VALUE = 2, TIMEOUT = 3, SECOND = 4, CHANGE = 5 };

static int command(const struct live_task *task)
{
    return (int)task->call.args[COMMAND] & FUTEX_CMD_MASK;
}

static bool is_shared(struct director *director, const struct live_task *task, uint64_t address,
                      uint64_t key[2])
{
    key[0] = address;
    key[1] = task->process + 1;
    return !(task->call.args[COMMAND] & FUTEX_PRIVATE_FLAG) &&
           mapping_key(director, task, address, key);
}

static uint32_t key_of(struct director *director, const struct live_task *task, uint64_t address)
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
    bool wait = is_wait(command(task));
    task->announced.operation = wait ? OPERATION_FUTEX_WAIT : OPERATION_FUTEX_WAKE;
    uint64_t key[2];
    task->announced.object = key_of(director, task, task->call.args[0]);
    if (has_one_word(command(task)) && !is_shared(director, task, task->call.args[0], key))
        task->announced.address = task->call.args[0];
    task->announced.argument = (int64_t)(uint32_t)task->call.args[VALUE];
    if (!wait || !task->call.args[TIMEOUT])
        return;
    struct timespec limit;
    if (task_read(task->os, task->call.args[TIMEOUT], &limit, sizeof limit) != sizeof limit)
        return;
    bool absolute = command(task) == FUTEX_WAIT_BITSET;
    bool real = task->call.args[COMMAND] & FUTEX_CLOCK_REALTIME;
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
        word != (uint32_t)task->call.args[VALUE]) {
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

static void wake_task(struct live_task *task, int64_t answer)
{
    assert(task->state == TASK_QUEUED); /* I3 */
    task->state = TASK_PENDING;
    task->woken = true;
    task->answer = answer;
    task->deadline = NEVER;
}

/* Number `skip` of the waiters on a futex, oldest first; NULL when there are fewer. */
static struct live_task *waiter(struct director *director, uint32_t futex, uint32_t skip)
{
    uint64_t after = 0;
    for (;; skip--) {
        struct live_task *next = NULL;
        for (size_t i = 0; i < director->run->task_count; i++) {
            struct live_task *task = &director->tasks[i];
            if (task->state == TASK_QUEUED && task->futex == futex && task->queued_at > after &&
                (!next || task->queued_at < next->queued_at))
                next = task;
        }
        if (!next || skip == 0)
            return next;
        after = next->queued_at;
    }
}

static uint32_t waiters(struct director *director, uint32_t futex)
{
    uint32_t count = 0;
    while (waiter(director, futex, count))
        count++;
    return count;
}

static int64_t wake_some(struct director *director, struct live_task *task, uint32_t futex,
                         uint64_t most)
{
    int64_t woken = 0;
    for (uint32_t left = waiters(director, futex); left > 0 && (uint64_t)woken < most; left--) {
        long which = most - (uint64_t)woken < left ? choose_value(director, task, left) : 0;
        if (which < 0)
            break;
        wake_task(waiter(director, futex, (uint32_t)which), 0);
        woken++;
    }
    return woken;
}

static void requeue(struct director *director, uint32_t from, uint32_t to, uint64_t most)
{
    for (uint64_t moved = 0; moved < most && waiter(director, from, 0); moved++)
        waiter(director, from, 0)->futex = to;
}

/* What FUTEX_WAKE_OP makes of a word, by the code of its last argument: futex(2). */
static uint32_t changed(uint32_t code, uint32_t word)
{
    uint32_t argument = (uint32_t)((int32_t)(code << 8) >> 20);
    if (code >> 28 & FUTEX_OP_OPARG_SHIFT)
        argument = 1u << (argument & 31);
    switch (code >> 28 & 7) {
    case FUTEX_OP_ADD:
        return word + argument;
    case FUTEX_OP_OR:
        return word | argument;
    case FUTEX_OP_ANDN:
        return word & ~argument;
    case FUTEX_OP_XOR:
        return word ^ argument;
    default:
        return argument;
    }
}

/* Whether the old value of that word says that those who wait for it are woken too. */
static bool compared(uint32_t code, uint32_t word)
{
    int32_t before = (int32_t)word, argument = (int32_t)(code << 20) >> 20;
    bool less = before < argument, equal = before == argument;
    const bool results[16] = {[FUTEX_OP_CMP_EQ] = equal,
                              [FUTEX_OP_CMP_NE] = !equal,
                              [FUTEX_OP_CMP_LT] = less,
                              [FUTEX_OP_CMP_LE] = less || equal,
                              [FUTEX_OP_CMP_GT] = !less && !equal,
                              [FUTEX_OP_CMP_GE] = !less};
    return results[code >> 24 & 15];
}

/* Changes one word and wakes who waits for another, or for the same. Nothing comes between the two:
 * a task that is killed has done both or neither. */
static int64_t change_and_wake(struct director *director, struct live_task *task)
{
    uint32_t code = (uint32_t)task->call.args[CHANGE], word;
    uint64_t second = task->call.args[SECOND];
    if (task_read(task->os, second, &word, sizeof word) != sizeof word)
        return -EFAULT;
    uint32_t after = changed(code, word);
    task_write(task->os, second, &after, sizeof after);
    uint64_t most = (uint32_t)task->call.args[VALUE];
    int64_t woken = wake_some(director, task, task->announced.object, most);
    if (compared(code, word))
        woken += wake_some(director, task, key_of(director, task, second),
                           (uint32_t)task->call.args[TIMEOUT]);
    return woken;
}

static void wake(struct director *director, struct live_task *task)
{
    uint64_t most = (uint32_t)task->call.args[VALUE];
    uint32_t futex = task->announced.object;
    int64_t woken = wake_some(director, task, futex, most);
    uint64_t second = task->call.args[SECOND];
    switch (command(task)) {
    case FUTEX_REQUEUE:
    case FUTEX_CMP_REQUEUE:
        requeue(director, futex, key_of(director, task, second),
                (uint32_t)task->call.args[TIMEOUT]);
        break;
    default:
        break;
    }
    record_step(director, task, woken);
    grant_answer(director, task, woken);
}

static void perform(struct director *director, struct live_task *task)
{
    int asked = command(task);
    bool known = is_wait(asked) || asked == FUTEX_WAKE || asked == FUTEX_WAKE_BITSET ||
                 asked == FUTEX_REQUEUE || asked == FUTEX_CMP_REQUEUE || asked == FUTEX_WAKE_OP;
    if (asked == FUTEX_WAKE_OP || !known) {
        int64_t answer = known ? change_and_wake(director, task) : -ENOSYS;
        record_step(director, task, answer);
        grant_answer(director, task, answer);
    } else if (is_wait(asked)) {
        wait(director, task);
    } else {
        wake(director, task);
    }
}

const struct call_class call_futex = {announce, ready, perform, NULL};

void futex_expire(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->state == TASK_QUEUED && task->deadline <= director->now)
            wake_task(task, -ETIMEDOUT); /* I5 */
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
        uint32_t word = 0, expected = (uint32_t)task->call.args[VALUE];
        if (task->state != TASK_QUEUED ||
            task_read(task->os, task->call.args[0], &word, sizeof word) != sizeof word)
            continue;
        bool owner_died = word & ~expected & FUTEX_OWNER_DIED;
        if (owner_died || (word != expected && is_join(director, task, task->call.args[0])))
            wake_task(task, 0);
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
    wake_task(task, 0);
}
