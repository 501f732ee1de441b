/* SPDX-License-Identifier: MIT */
/* The order among the steps of a run that dependence leaves: runs with the same are equivalent. */
#ifndef HARNESS_EXPLORE_PARTIAL_ORDER_H
#define HARNESS_EXPLORE_PARTIAL_ORDER_H

#include "contract/run.h"
#include "explore/slots.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who takes a step: a task, or what strikes it from outside (delivery of a signal, death). */
uint64_t actor_of(uint32_t task, enum operation operation);

struct partial_order {
    struct step *steps; /* copies, and room for one more */
    size_t count;
    size_t words;        /* of a row */
    uint64_t *before;    /* a row of bits for each step: the steps that must come before it */
    size_t *previous;    /* by step: what its actor did before, or its birth, + 1; 0: nothing */
    struct slots latest; /* by actor: the last of its steps, + 1 */
};

/* Of the first `most` steps at most. */
void partial_order_make(struct partial_order *order, const struct run *run, size_t most);
/* Places one more step, number `count`, for the time being: it takes the place of the last such. */
void partial_order_suppose(struct partial_order *order, const struct step *step);
bool partial_order_before(const struct partial_order *order, size_t a, size_t b);
/* Whether the two depend on each other themselves. */
bool partial_order_dependent(const struct partial_order *order, size_t a, size_t b);
/* Equal for equivalent runs; different ones are told apart with near certainty. */
uint64_t partial_order_signature(const struct partial_order *order);
void partial_order_free(struct partial_order *order);

#endif
