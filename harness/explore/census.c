/* SPDX-License-Identifier: MIT */
/* Counts of one earlier run, looked up by a task's lineage and an object's identity. Where these
 * mislead, a search is led by wrong expectations, which costs it some of its luck and none of its
 * truth. */
#include "explore/census.h"

#include "base/allocate.h"
#include "explore/dependence.h"

#include <stdbool.h>
#include <stdlib.h>

/* Births, deaths and time aren't what tasks compete for. */
bool census_contends(enum operation operation)
{
    enum object_class class = operation_info(operation)->object;
    return class != OBJECT_NONE && class != OBJECT_PROCESS && class != OBJECT_CLOCK;
}

uint64_t census_object(const struct option *option)
{
    if (!option->object || !option->identity)
        return option->object;
    return option->identity + ((uint64_t)option->part >> 32);
}

static uint64_t object_of_step(const struct run *run, const struct step *step)
{
    struct option option = dependence_of_step(step);
    option.object = step->object;
    if (step->object < run->object_count)
        option.identity = run->objects[step->object].identity;
    return census_object(&option);
}

static void note_touch(struct census *census, const struct run *run, const struct step *step)
{
    array_reserve(census->touches, census->touch_count, census->touch_capacity);
    census->touches[census->touch_count++] = (struct touch){.task = step->task,
                                                            .operation = step->operation,
                                                            .changes = step->access == ACCESS_WRITE,
                                                            .object = object_of_step(run, step)};
}

static int by_object(const void *left, const void *right)
{
    const struct touch *a = left, *b = right;
    if (a->object != b->object)
        return a->object < b->object ? -1 : 1;
    if (a->task != b->task)
        return a->task < b->task ? -1 : 1;
    return (int)a->operation - (int)b->operation;
}

/* Touches of one object lie together once they are sorted. */
static void find_shared(struct census *census)
{
    const struct touch *touches = census->touches;
    size_t end;
    if (census->touch_count)
        qsort(census->touches, census->touch_count, sizeof *touches, by_object);
    for (size_t i = 0; i < census->touch_count; i = end) {
        bool several = false, changed = false;
        for (end = i; end < census->touch_count && touches[end].object == touches[i].object;
             end++) {
            several |= touches[end].task != touches[i].task;
            changed |= touches[end].changes;
        }
        if (!several || !changed)
            continue;
        array_reserve(census->shared, census->shared_count, census->shared_capacity);
        census->shared[census->shared_count++] = touches[i].object;
    }
}

/* Waiting is a matter of luck, not of what a task does. */
static bool tells_kind(enum operation operation)
{
    return operation_info(operation)->object != OBJECT_FUTEX && operation != OPERATION_LOCKED &&
           operation != OPERATION_SEMAPHORE_GOT;
}

static bool same_touch(const struct touch *a, const struct touch *b)
{
    return by_object(a, b) == 0;
}

static void find_kinds(struct census *census)
{
    slots_reset(&census->kinds);
    for (size_t i = 0; i < census->touch_count; i++) {
        const struct touch *touch = &census->touches[i];
        bool again = i > 0 && same_touch(touch - 1, touch);
        if (!again && tells_kind(touch->operation))
            *slots_at(&census->kinds, touch->task) +=
                (touch->object * 31 + touch->operation + 1) * UINT64_C(0x9e3779b97f4a7c15);
    }
    census->alike = false;
    for (uint32_t a = 0; a < census->task_count; a++)
        for (uint32_t b = a + 1; b < census->task_count && !census->alike; b++)
            census->alike = slots_get(&census->kinds, a) != 0 &&
                            slots_get(&census->kinds, a) == slots_get(&census->kinds, b);
}

void census_take(struct census *census, const struct run *run)
{
    census->touch_count = census->shared_count = 0;
    census->task_count = run->task_count;
    free(census->parents);
    census->parents = allocate(run->task_count * sizeof *census->parents);
    for (size_t task = 0; task < run->task_count; task++)
        census->parents[task] = run->tasks[task].parent;
    lineage_of_run(&census->lineage, run);
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->object && step->task < run->task_count && census_contends(step->operation))
            note_touch(census, run, step);
    }
    find_shared(census);
    find_kinds(census);
}

void census_focus(struct census *census, uint64_t object)
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

static uint64_t value_of(const struct census *census, const struct slots *values, uint64_t identity)
{
    for (uint32_t task = 0; task < census->task_count; task++)
        if (lineage_identity(&census->lineage, task) == identity)
            return slots_get(values, task);
    return 0;
}

uint64_t census_weight(const struct census *census, uint64_t identity)
{
    return value_of(census, &census->weights, identity);
}

uint64_t census_kind(const struct census *census, uint64_t identity)
{
    return value_of(census, &census->kinds, identity);
}

void census_free(struct census *census)
{
    lineage_free(&census->lineage);
    slots_free(&census->weights);
    slots_free(&census->kinds);
    free(census->parents);
    free(census->touches);
    free(census->shared);
}
