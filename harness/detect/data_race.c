/* SPDX-License-Identifier: MIT */
/* The rule for memory. An object of class memory is an aligned word; which bytes of it an access
 * means is in its argument: the size in the lower half, the offset in the upper half. Neighbours in
 * one word are no race. */
#include "detect/data_race.h"

#include "detect/race.h"

enum { PLAIN_READ, PLAIN_WRITE, ATOMIC_READ, ATOMIC_WRITE };

static int access_of(const struct run *run, const struct step *step)
{
    (void)run;
    switch (step->operation) {
    case OPERATION_MEMORY_READ:
        return PLAIN_READ;
    case OPERATION_MEMORY_WRITE:
        return PLAIN_WRITE;
    case OPERATION_ATOMIC_READ:
        return ATOMIC_READ;
    case OPERATION_ATOMIC_WRITE:
    case OPERATION_ATOMIC_UPDATE:
        return ATOMIC_WRITE;
    default:
        return -1;
    }
}

static bool is_write(int access)
{
    return access == PLAIN_WRITE || access == ATOMIC_WRITE;
}

static bool is_atomic(int access)
{
    return access == ATOMIC_READ || access == ATOMIC_WRITE;
}

static bool conflict(int first, int second)
{
    return (is_write(first) || is_write(second)) && !(is_atomic(first) && is_atomic(second));
}

static uint64_t part_of(const struct step *step)
{
    return (uint64_t)step->argument;
}

static bool overlap(uint64_t first, uint64_t second)
{
    uint64_t start[] = {first >> 32, second >> 32};
    uint64_t end[] = {start[0] + (uint32_t)first, start[1] + (uint32_t)second};
    return start[0] < end[1] && start[1] < end[0];
}

/* The same words whichever of the two came first, so that they are one finding. */
static void describe(const struct run *run, struct detection *detection)
{
    const struct step *first = &run->steps[detection->steps[0]];
    const struct step *second = &run->steps[detection->steps[1]];
    bool both = is_write(access_of(run, first)) && is_write(access_of(run, second));
    detection_describe(detection,
                       both ? "%s: two tasks write it, and nothing puts one before the other"
                            : "%s: one task writes it and another reads it, and nothing puts one "
                              "before the other",
                       run->objects[first->object].name);
}

void data_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found)
{
    static const struct race_rule rule = {.kind = DETECTION_DATA_RACE,
                                          .access = access_of,
                                          .part = part_of,
                                          .overlap = overlap,
                                          .conflict = conflict,
                                          .describe = describe};
    race_find(run, hb, &rule, found);
}
