/* SPDX-License-Identifier: MIT */
/* Mazurkiewicz traces: two runs are equivalent when one becomes the other by swapping neighbouring
 * steps that don't depend on each other. What is left unswappable is a partial order, kept as one
 * row of bits for each step; rows of runs of some hundred steps are a few words long. */
#include "explore/partial_order.h"

#include "base/allocate.h"
#include "explore/dependence.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_BITS = 64 };

uint64_t actor_of(uint32_t task, enum operation operation)
{
    bool from_outside = operation == OPERATION_DELIVER || operation == OPERATION_DEATH;
    return (uint64_t)task * 2 + from_outside;
}

static uint64_t *row(const struct partial_order *order, size_t step)
{
    return order->before + step * order->words;
}

bool partial_order_before(const struct partial_order *order, size_t a, size_t b)
{
    return row(order, b)[a / WORD_BITS] >> a % WORD_BITS & 1;
}

bool partial_order_dependent(const struct partial_order *order, size_t a, size_t b)
{
    struct option first = dependence_of_step(&order->steps[a]);
    struct option second = dependence_of_step(&order->steps[b]);
    return dependent(&first, &second);
}

/* Puts `a`, and all that comes before it, before `b`. */
static void put_before(struct partial_order *order, size_t a, size_t b)
{
    for (size_t i = 0; i < order->words; i++)
        row(order, b)[i] |= row(order, a)[i];
    row(order, b)[a / WORD_BITS] |= UINT64_C(1) << a % WORD_BITS;
}

/* Fills in the row of a step that may come next. */
static void place(struct partial_order *order, size_t step)
{
    const struct step *taken = &order->steps[step];
    memset(row(order, step), 0, order->words * sizeof *order->before);
    order->previous[step] = slots_get(&order->latest, actor_of(taken->task, taken->operation));
    if (order->previous[step])
        put_before(order, order->previous[step] - 1, step);
    for (size_t i = step; i-- > 0;)
        if (!partial_order_before(order, i, step) && partial_order_dependent(order, i, step))
            put_before(order, i, step);
}

static void note_latest(struct partial_order *order, size_t step)
{
    const struct step *taken = &order->steps[step];
    *slots_at(&order->latest, actor_of(taken->task, taken->operation)) = step + 1;
    bool births = taken->operation == OPERATION_FORK || taken->operation == OPERATION_THREAD;
    if (births && taken->other != NO_TASK)
        *slots_at(&order->latest, actor_of(taken->other, taken->operation)) = step + 1;
}

void partial_order_make(struct partial_order *order, const struct run *run, size_t most)
{
    size_t count = run->step_count < most ? run->step_count : most;
    *order = (struct partial_order){.count = count, .words = count / WORD_BITS + 1};
    order->steps = allocate((count + 1) * sizeof *order->steps);
    order->before = allocate((count + 1) * order->words * sizeof *order->before);
    order->previous = allocate((count + 1) * sizeof *order->previous);
    for (size_t i = 0; i < count; i++) {
        order->steps[i] = run->steps[i];
        place(order, i);
        note_latest(order, i);
    }
}

void partial_order_suppose(struct partial_order *order, const struct step *step)
{
    order->steps[order->count] = *step;
    place(order, order->count);
}

static uint64_t scramble(uint64_t number)
{
    number = (number ^ number >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return number ^ number >> 32;
}

uint64_t partial_order_signature(const struct partial_order *order)
{
    uint64_t *hashes = allocate((order->count + 1) * sizeof *hashes), signature = order->count;
    for (size_t i = 0; i < order->count; i++) {
        const struct step *step = &order->steps[i];
        uint64_t actor = actor_of(step->task, step->operation);
        hashes[i] = scramble(actor << 32 | (uint64_t)step->operation) + (uint64_t)step->result;
        for (size_t k = 0; k < i; k++)
            if (partial_order_before(order, k, i))
                hashes[i] += scramble(hashes[k]);
        hashes[i] = scramble(hashes[i]);
        signature += scramble(hashes[i] + 1);
    }
    free(hashes);
    return signature;
}

void partial_order_free(struct partial_order *order)
{
    free(order->steps);
    free(order->before);
    slots_free(&order->latest);
    free(order->previous);
}
