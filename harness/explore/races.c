/* SPDX-License-Identifier: MIT */
/* A race is a pair of steps of different tasks that depend on each other, with no third between
 * them that comes after the one and before the other: the reversible races of "Optimal dynamic
 * partial order reduction" (Abdulla et al., POPL 2014). What lets somebody else go on, such as
 * giving back a lock, can't change places with what waited for it; but it doesn't hide that the
 * taking before it could.
 *
 * Births, ends and time are left out: who waits for them has no other order. */
#include "explore/races.h"

#include "base/allocate.h"
#include "explore/census.h"
#include "explore/partial_order.h"

#include <stdbool.h>
#include <stdlib.h>

enum { LONGEST = 300 }; /* steps that are looked at: the work grows with the cube of it */

/* Content and memory can be read before they are written. */
static bool lets_go_on(const struct step *first, const struct step *second)
{
    const struct operation_info *before = operation_info(first->operation);
    const struct operation_info *after = operation_info(second->operation);
    bool waits = before->object != OBJECT_MEMORY && before->object != OBJECT_CONTENT;
    return waits && before->order == ORDER_RELEASE && after->order == ORDER_ACQUIRE;
}

/* True if `first` comes before `second` by way of another step that races with `second`. */
static bool is_indirect(const struct partial_order *order, const bool *races, size_t first,
                        size_t second)
{
    for (size_t k = first + 1; k < second; k++)
        if (races[k] && partial_order_before(order, first, k))
            return true;
    return false;
}

static void add_races_of(struct races *list, const struct partial_order *order, size_t second)
{
    bool *races = allocate((second + 1) * sizeof *races);
    size_t previous = order->previous[second];
    for (size_t first = second; first-- > 0;) {
        bool by_itself =
            previous && (first == previous - 1 || partial_order_before(order, first, previous - 1));
        races[first] = !by_itself && census_contends(order->steps[first].operation) &&
                       partial_order_dependent(order, first, second) &&
                       !lets_go_on(&order->steps[first], &order->steps[second]) &&
                       !is_indirect(order, races, first, second);
        if (!races[first])
            continue;
        array_reserve(list->items, list->count, list->capacity);
        list->items[list->count++] = (struct race){first, second};
    }
    free(races);
}

struct races races_of(const struct run *run)
{
    struct races list = {0};
    struct partial_order order;
    partial_order_make(&order, run, LONGEST);
    for (size_t second = 0; second < order.count; second++)
        if (census_contends(order.steps[second].operation))
            add_races_of(&list, &order, second);
    partial_order_free(&order);
    return list;
}
