/* SPDX-License-Identifier: MIT */
#include "contract/choice.h"

#include <string.h>

static const char *const names[] = {
    "short-io", "eintr", "spurious-wakeups", "skew", "late-signals", "fork-fails", "kill",
};

enum { NAMES = sizeof names / sizeof names[0] };

const char *fault_name(enum fault fault)
{
    for (int i = 0; i < NAMES; i++)
        if ((int)fault == 1 << i)
            return names[i];
    return NULL;
}

int fault_from_name(const char *name)
{
    for (int i = 0; i < NAMES; i++)
        if (strcmp(names[i], name) == 0)
            return 1 << i;
    return -1;
}
