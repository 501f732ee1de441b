/* SPDX-License-Identifier: MIT */
/* Counts of one earlier run, looked up by a task's lineage. Objects are looked up by their number,
 * which can mean another object in a run that first touched them in another order: then a search is
 * led by wrong expectations, which costs it some of its luck and none of its truth. */
#include "explore/census.h"

#include "base/allocate.h"

#include <stdbool.h>
#include <stdlib.h>

/* Births, deaths and time aren't what tasks compete for. */
static bool is_contended(enum operation operation)
{
    enum object_class class = operation_info(operation)->object;
    return class != OBJECT_NONE && class != OBJECT_PROCESS && class != OBJECT_CLOCK;
}

/* What is known of an object while the steps are gone through: its first task + 1, and two bits. */
enum { SEVERAL_TASKS = 1, CHANGED = 2, LISTED = 4, FIRST_TASK = 8 };

static void note_touch(struct census *census, struct slots *objects, const struct step *step)
{
    array_reserve(census->touches, census->touch_count, census->touch_capacity);
    census->touches[census->touch_count++] = (struct touch){step->task, step->object};
    uint64_t *known = slots_at(objects, step->object);
    uint64_t first = *known / FIRST_TASK;
    if (first == 0)
        *known += ((uint64_t)step->task + 1) * FIRST_TASK;
    else if (first != (uint64_t)step->task + 1)
        *known |= SEVERAL_TASKS;
    if (step->access == ACCESS_WRITE)
        *known |= CHANGED;
    if ((*known & SEVERAL_TASKS) && (*known & CHANGED) && !(*known & LISTED)) {
        *known |= LISTED;
        array_reserve(census->shared, census->shared_count, census->shared_capacity);
        census->shared[census->shared_count++] = step->object;
    }
}

void census_take(struct census *census, const struct run *run)
{
    struct slots objects = {0};
    census->touch_count = census->shared_count = 0;
    census->task_count = run->task_count;
    free(census->parents);
    census->parents = allocate(run->task_count * sizeof *census->parents);
    for (size_t task = 0; task < run->task_count; task++)
        census->parents[task] = run->tasks[task].parent;
    lineage_of_run(&census->lineage, run);
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->object && step->task < run->task_count && is_contended(step->operation))
            note_touch(census, &objects, step);
    }
    slots_free(&objects);
}

void census_focus(struct census *census, uint32_t object)
{
    slots_reset(&census->weights);
    for (size_t i = 0; i < census->touch_count; i++)
        if (census->touches[i].object == object)
            ++*slots_at(&census->weights, census->touches[i].task);
    for (size_t task = census->task_count; task-- > 1;) {
        uint64_t weight = slots_get(&census->weights, task);
        *slots_at(&census->weights, census->parents[task]) += weight;
    }
}

uint64_t census_weight(const struct census *census, uint64_t identity)
{
    for (uint32_t task = 0; task < census->task_count; task++)
        if (lineage_identity(&census->lineage, task) == identity)
            return slots_get(&census->weights, task);
    return 0;
}

void census_free(struct census *census)
{
    lineage_free(&census->lineage);
    slots_free(&census->weights);
    free(census->parents);
    free(census->touches);
    free(census->shared);
}
