/* SPDX-License-Identifier: MIT */
/* The rule for files, after "Pervasive detection of process races in deployed systems" (Laadan et
 * al., SOSP 2011): what they call load and store of a shared resource is the access of a step. A
 * change that failed saw the state of the file but left it alone, so it counts as a reading. */
#include "detect/file_race.h"

#include "detect/race.h"

enum { READING, CHANGE };

static int access_of(const struct run *run, const struct step *step)
{
    enum object_class class = run->objects[step->object].class;
    if ((class != OBJECT_CONTENT && class != OBJECT_NAME) || step->access == ACCESS_NONE)
        return -1;
    return step->access == ACCESS_WRITE && step->result >= 0 ? CHANGE : READING;
}

static bool conflict(int first, int second)
{
    return first == CHANGE || second == CHANGE;
}

/* A file or a name is one thing: what a write changes at one place, a reader of all of it sees. */
static uint64_t part_of(const struct step *step)
{
    (void)step;
    return 0;
}

static bool overlap(uint64_t first, uint64_t second)
{
    return first == second;
}

static void describe(const struct run *run, struct detection *detection)
{
    const struct step *first = &run->steps[detection->steps[0]];
    const struct step *second = &run->steps[detection->steps[1]];
    detection_describe(
        detection, "%s (%s by %s, %s by %s) is used by both, and nothing puts one before the other",
        run->objects[first->object].name, operation_info(first->operation)->name,
        run->tasks[first->task].path, operation_info(second->operation)->name,
        run->tasks[second->task].path);
}

void file_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found)
{
    static const struct race_rule rule = {.kind = DETECTION_FILE_RACE,
                                          .access = access_of,
                                          .part = part_of,
                                          .overlap = overlap,
                                          .conflict = conflict,
                                          .describe = describe};
    race_find(run, hb, &rule, found);
}
