/* SPDX-License-Identifier: MIT */
/* Cycles in the order of acquisition ("GoodLock", Havelund, SPIN 2000; "iGoodlock", Joshi et al.,
 * PLDI 2009).
 *
 * A wish is "this task wants lock L while it holds the set H". Wishes form a possible deadlock when
 * each one's lock is held by the next and the last one's by the first, by different tasks, that
 * hold no lock in common (a common one is a gate: only one of them gets to the place at a time),
 * and that nothing but locks keeps apart. A lock that is only tried for can't block, so it is no
 * wish, and as the record doesn't tell whether the trial worked, it doesn't count as held either.
 */
#include "detect/lock_order.h"

#include "base/allocate.h"
#include "detect/happens_before.h"

#include <stdint.h>
#include <stdlib.h>

enum { LOCKS = 64, WISHES = 256, LONGEST_CYCLE = 4 };

struct wish {
    uint32_t task;
    uint32_t object;
    uint64_t lock; /* one bit */
    uint64_t held;
    size_t step;
};

struct collection {
    const struct run *run;
    struct happens_before *lifetimes;
    uint32_t locks[LOCKS]; /* by bit: the object */
    size_t lock_count;
    uint64_t file_locks; /* the bits that are file locks */
    uint64_t *held;      /* by task */
    struct wish wishes[WISHES];
    size_t wish_count;
};

/* The bit of a lock; 0 when there are too many. */
static uint64_t bit_of(struct collection *collection, uint32_t object)
{
    size_t bit = 0;
    while (bit < collection->lock_count && collection->locks[bit] != object)
        bit++;
    if (bit == LOCKS)
        return 0;
    if (bit == collection->lock_count)
        collection->locks[collection->lock_count++] = object;
    return UINT64_C(1) << bit;
}

static void add_wish(struct collection *collection, const struct wish *wish)
{
    for (size_t i = 0; i < collection->wish_count; i++) {
        const struct wish *known = &collection->wishes[i];
        if (known->task == wish->task && known->lock == wish->lock && known->held == wish->held)
            return;
    }
    if (collection->wish_count < WISHES)
        collection->wishes[collection->wish_count++] = *wish;
}

static void want(struct collection *collection, size_t index)
{
    const struct step *step = &collection->run->steps[index];
    uint64_t lock = bit_of(collection, step->object), *held = &collection->held[step->task];
    if (step->operation == OPERATION_FILE_LOCK)
        collection->file_locks |= lock;
    if (step->result < 0 || (*held & lock))
        return;
    if (*held && lock)
        add_wish(collection, &(struct wish){.task = step->task,
                                            .object = step->object,
                                            .lock = lock,
                                            .held = *held,
                                            .step = index});
    *held |= lock;
}

/* Whoever unlocks it, nobody holds it any more. */
static void let_go(struct collection *collection, const struct step *step)
{
    uint64_t lock = bit_of(collection, step->object);
    for (size_t task = 0; task < collection->run->task_count; task++)
        collection->held[task] &= ~lock;
}

static void collect(struct collection *collection, size_t index)
{
    const struct step *step = &collection->run->steps[index];
    if (step->task >= collection->run->task_count)
        return;
    switch (step->operation) {
    case OPERATION_LOCK:
    case OPERATION_LOCKED:
    case OPERATION_FILE_LOCK:
        want(collection, index);
        break;
    case OPERATION_UNLOCK:
    case OPERATION_FILE_UNLOCK:
        let_go(collection, step);
        break;
    case OPERATION_CLOSE: /* may be the file whose lock this frees */
        collection->held[step->task] &= ~collection->file_locks;
        break;
    default:
        break;
    }
}

static bool fits(const struct collection *collection, const struct wish *const *cycle,
                 size_t length, const struct wish *next)
{
    if (!(cycle[length - 1]->lock & next->held))
        return false;
    for (size_t i = 0; i < length; i++)
        if (cycle[i]->task == next->task || (cycle[i]->held & next->held) ||
            hb_ordered(collection->lifetimes, cycle[i]->step, next->step) ||
            hb_ordered(collection->lifetimes, next->step, cycle[i]->step))
            return false;
    return true;
}

static void report(const struct collection *collection, const struct wish *const *cycle,
                   size_t length, struct detections *found)
{
    const struct run *run = collection->run;
    const struct wish *first = cycle[0], *last = cycle[length - 1];
    bool swap = first->object < last->object; /* the same words whoever came first */
    struct detection detection = {.kind = DETECTION_LOCK_ORDER, .steps = {first->step, last->step}};
    detection_describe(&detection,
                       "one task takes %s and then %s, another the other way round%s: each can end "
                       "up waiting for the other",
                       run->objects[swap ? first->object : last->object].name,
                       run->objects[swap ? last->object : first->object].name,
                       length > 2 ? " by way of others" : "");
    detections_add(found, run, &detection);
}

/* Tries to close, or else to lengthen, a chain of wishes that starts with number `start`; later
 * ones only, so that each cycle is met once. */
static void extend(const struct collection *collection, const struct wish **cycle, size_t length,
                   size_t start, struct detections *found)
{
    if (length > 1 && (cycle[length - 1]->lock & cycle[0]->held)) {
        report(collection, cycle, length, found);
        return;
    }
    for (size_t i = start + 1; length < LONGEST_CYCLE && i < collection->wish_count; i++) {
        const struct wish *next = &collection->wishes[i];
        if (!fits(collection, cycle, length, next))
            continue;
        cycle[length] = next;
        extend(collection, cycle, length + 1, start, found);
    }
}

void lock_order_find(const struct run *run, struct detections *found)
{
    struct collection *collection = allocate(sizeof *collection);
    collection->run = run;
    collection->held = allocate(run->task_count * sizeof *collection->held);
    collection->lifetimes = hb_new_lifetimes(run);
    for (size_t i = 0; i < run->step_count; i++)
        collect(collection, i);
    for (size_t i = 0; i < collection->wish_count; i++) {
        const struct wish *cycle[LONGEST_CYCLE] = {&collection->wishes[i]};
        extend(collection, cycle, 1, i, found);
    }
    hb_free(collection->lifetimes);
    free(collection->held);
    free(collection);
}
