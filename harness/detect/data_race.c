/* SPDX-License-Identifier: MIT */
/* The rule for memory. An object of class memory is one place: accesses to places that overlap are
 * recorded on one object. */
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

static void describe(const struct run *run, struct detection *detection)
{
    const struct step *first = &run->steps[detection->steps[0]];
    const struct step *second = &run->steps[detection->steps[1]];
    detection_describe(detection, "%s %s %s and %s %s it, and nothing puts one before the other",
                       run->tasks[first->task].path,
                       is_write(access_of(run, first)) ? "writes" : "reads",
                       run->objects[first->object].name, run->tasks[second->task].path,
                       is_write(access_of(run, second)) ? "writes" : "reads");
}

void data_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found)
{
    static const struct race_rule rule = {DETECTION_DATA_RACE, access_of, conflict, describe};
    race_find(run, hb, &rule, found);
}
