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

int operation_from_name(const char *name)
{
    for (int i = 0; i < OPERATION_COUNT; i++)
        if (strcmp(operations[i].name, name) == 0)
            return i;
    return -1;
}
