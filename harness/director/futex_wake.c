/* SPDX-License-Identifier: MIT */
/* The calls that wake: so many of those who wait on a futex, oldest first or whoever is chosen;
 * with a word changed by the same call (FUTEX_WAKE_OP), or the others moved to another futex. */
#include "director/futex.h"
#include "director/state.h"

#include "director/decide.h"

#include <errno.h>
#include <linux/futex.h>

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
        futex_end_wait(waiter(director, futex, (uint32_t)which), 0);
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
    uint32_t code = (uint32_t)task->call.args[FUTEX_ARGUMENT_CHANGE], word;
    uint64_t second = task->call.args[FUTEX_ARGUMENT_SECOND];
    if (task_read(task->os, second, &word, sizeof word) != sizeof word)
        return -EFAULT;
    uint32_t after = changed(code, word);
    task_write(task->os, second, &after, sizeof after);
    uint64_t most = (uint32_t)task->call.args[FUTEX_ARGUMENT_VALUE];
    int64_t woken = wake_some(director, task, task->announced.object, most);
    if (compared(code, word))
        woken += wake_some(director, task, futex_key(director, task, second),
                           (uint32_t)task->call.args[FUTEX_ARGUMENT_TIMEOUT]);
    return woken;
}

int64_t futex_wake(struct director *director, struct live_task *task)
{
    uint32_t futex = task->announced.object;
    int command = futex_command(task);
    if (command == FUTEX_WAKE_OP)
        return change_and_wake(director, task);
    int64_t woken =
        wake_some(director, task, futex, (uint32_t)task->call.args[FUTEX_ARGUMENT_VALUE]);
    if (command == FUTEX_REQUEUE || command == FUTEX_CMP_REQUEUE)
        requeue(director, futex, futex_key(director, task, task->call.args[FUTEX_ARGUMENT_SECOND]),
                (uint32_t)task->call.args[FUTEX_ARGUMENT_TIMEOUT]);
    return woken;
}
