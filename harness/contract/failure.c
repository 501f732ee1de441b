/* SPDX-License-Identifier: MIT */
#include "contract/failure.h"

#include <string.h>

static const char *const names[FAILURE_COUNT] = {
#define FAILURE(identifier, name, title) [FAILURE_##identifier] = name,
#include "contract/failures.def"
#undef FAILURE
};

static const char *const titles[FAILURE_COUNT] = {
#define FAILURE(identifier, name, title) [FAILURE_##identifier] = title,
#include "contract/failures.def"
#undef FAILURE
};

const char *failure_name(enum failure_kind kind)
{
    return names[kind];
}

const char *failure_title(enum failure_kind kind)
{
    return titles[kind];
}

int failure_from_name(const char *name)
{
    for (int i = 0; i < FAILURE_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}
