/* SPDX-License-Identifier: MIT */
/* The races of a run: what may be tried the other way round next. */
#ifndef HARNESS_EXPLORE_RACES_H
#define HARNESS_EXPLORE_RACES_H

#include "contract/run.h"

#include <stddef.h>

struct race {
    size_t first, second; /* indices into run->steps */
};

struct races {
    struct race *items;
    size_t count, capacity;
};

/* Of the first steps of the run, by what they are about and then by place; free() the items. */
struct races races_of(const struct run *run);

#endif
