/* SPDX-License-Identifier: MIT */
/* Who touched what in the run before: what SURW expects of the next one. Objects are meant by their
 * identity or, where they have none, by their number. */
#ifndef HARNESS_EXPLORE_CENSUS_H
#define HARNESS_EXPLORE_CENSUS_H

#include "contract/choice.h"
#include "contract/run.h"
#include "explore/lineage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct census {
    struct lineage lineage; /* of that run */
    uint32_t *parents;      /* by task */
    size_t task_count;
    struct touch {
        uint32_t task;
        enum operation operation;
        bool changes;
        uint64_t object;
    } * touches; /* one for each step that touched an object */
    size_t touch_count, touch_capacity;
    uint64_t *shared; /* objects that two tasks or more touched, and somebody changed */
    size_t shared_count, shared_capacity;
    struct slots kinds;   /* by task: what it does, whoever does it */
    bool alike;           /* two tasks or more are of one kind */
    struct slots weights; /* by task, for the object last asked about */
};

/* Whether it is about something that tasks compete for. */
bool census_contends(enum operation operation);
/* The object of an option, as the census knows it; 0: none. */
uint64_t census_object(const struct option *option);
void census_take(struct census *census, const struct run *run);
/* Counts, for census_weight, who touches `object`. */
void census_focus(struct census *census, uint64_t object);
/* How often the task of that name, and all that come of it, touched the object; 0 if unknown. */
uint64_t census_weight(const struct census *census, uint64_t identity);
/* What the task of that name does; tasks that do the same to the same are of one kind. 0: unknown.
 */
uint64_t census_kind(const struct census *census, uint64_t identity);
void census_free(struct census *census);

#endif
