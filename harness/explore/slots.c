/* SPDX-License-Identifier: MIT */
/* A growing array of numbers that start as 0. Tasks and objects are numbered from 0 without gaps,
 * so it stays as small as what it describes. */
#include "explore/slots.h"

#include "base/allocate.h"

#include <stdlib.h>
#include <string.h>

uint64_t *slots_at(struct slots *slots, size_t index)
{
    if (index >= slots->count) {
        size_t count = index < 8 ? 16 : index * 2;
        slots->values = reallocate(slots->values, count, sizeof *slots->values);
        memset(slots->values + slots->count, 0, (count - slots->count) * sizeof *slots->values);
        slots->count = count;
    }
    return &slots->values[index];
}

uint64_t slots_get(const struct slots *slots, size_t index)
{
    return index < slots->count ? slots->values[index] : 0;
}

void slots_reset(struct slots *slots)
{
    if (slots->count)
        memset(slots->values, 0, slots->count * sizeof *slots->values);
}

void slots_free(struct slots *slots)
{
    free(slots->values);
    *slots = (struct slots){0};
}
