/* SPDX-License-Identifier: MIT */
/* Who touched what in the run before: what SURW expects of the next one. */
#ifndef HARNESS_EXPLORE_CENSUS_H
#define HARNESS_EXPLORE_CENSUS_H

#include "contract/run.h"
#include "explore/lineage.h"

#include <stddef.h>
#include <stdint.h>

struct census {
    struct lineage lineage; /* of that run */
    uint32_t *parents;      /* by task */
    size_t task_count;
    struct touch {
        uint32_t task, object;
    } * touches; /* one for each step that touched an object */
    size_t touch_count, touch_capacity;
    uint32_t *shared; /* objects that two tasks or more touched, and somebody changed */
    size_t shared_count, shared_capacity;
    struct slots weights; /* by task, for the object last asked about */
};

void census_take(struct census *census, const struct run *run);
/* Counts, for census_weight, who touches `object`. */
void census_focus(struct census *census, uint32_t object);
/* How often the task of that name, and all that come of it, touched the object; 0 if unknown. */
uint64_t census_weight(const struct census *census, uint64_t identity);
void census_free(struct census *census);

#endif
