/* SPDX-License-Identifier: MIT */
#include "contract/operation.h"

#include <string.h>

static const struct operation_info operations[OPERATION_COUNT] = {
#define OPERATION(identifier, name, object, access, order)                                         \
    [OPERATION_##identifier] = {name, OBJECT_##object, ACCESS_##access, ORDER_##order},
#include "contract/operations.def"
#undef OPERATION
};

const struct operation_info *operation_info(enum operation operation)
{
    return &operations[operation];
}

int64_t memory_argument(uint64_t address, uint32_t size)
{
    return (int64_t)((address % MEMORY_WORD) << 32 | size);
}

bool memory_overlaps(int64_t first, int64_t second)
{
    uint64_t start[] = {(uint64_t)first >> 32, (uint64_t)second >> 32};
    uint64_t end[] = {start[0] + (uint32_t)first, start[1] + (uint32_t)second};
    return start[0] < end[1] && start[1] < end[0];
}

bool memory_leaves_word(enum operation operation, int64_t argument)
{
    uint64_t offset = (uint64_t)argument >> 32, size = (uint32_t)argument;
    return operation_info(operation)->object == OBJECT_MEMORY && offset + size > MEMORY_WORD;
}

int operation_from_name(const char *name)
{
    for (int i = 0; i < OPERATION_COUNT; i++)
        if (strcmp(operations[i].name, name) == 0)
            return i;
    return -1;
}
