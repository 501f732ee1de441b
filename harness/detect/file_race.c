/* SPDX-License-Identifier: MIT */
/* The rules for files, after "Pervasive detection of process races in deployed systems" (Laadan et
 * al., SOSP 2011): what they call load and store of a shared resource is the access of a step.
 *
 * Content: a reading and a change, or two changes, unless both append: then neither is lost. Names
 * are more delicate, for much of what processes do to them at the same time is right: to open what
 * another has opened, with O_CREAT or not, and to be the one whose O_EXCL or mkdir succeeds. What
 * isn't: to look whether a name is there while another makes it or takes it away, to take away what
 * another opens, and to take away or replace what another takes away or replaces. (Who opens what
 * is replaced by rename has the old file or the new one, whole, and who opens in vain what is
 * renamed into place tries again: that is what it is for.) Opening or taking away in vain is
 * looking; making in vain is waiting for a lock, and since the record can't always tell that it was
 * in vain, making and taking away go together. */
#include "detect/file_race.h"

#include "detect/race.h"

#include <string.h>

enum { LOOKING, MISSING, OPENING, MAKING, CHANGING, REPLACING, APPENDING = MAKING };

static int content_access(const struct run *run, const struct step *step)
{
    bool content = operation_info(step->operation)->object == OBJECT_CONTENT &&
                   run->objects[step->object].class == OBJECT_CONTENT;
    if (!content || step->access == ACCESS_NONE)
        return -1;
    if (step->access != ACCESS_WRITE || step->result < 0)
        return LOOKING;
    return step->operation == OPERATION_APPEND ? APPENDING : CHANGING;
}

static bool content_conflict(int first, int second)
{
    return first == CHANGING || second == CHANGING || first != second;
}

/* sem_open looks, makes and looks again until it has the one semaphore of that name. */
static bool is_made_by_library(const char *name)
{
    static const char semaphores[] = "/dev/shm/sem.";
    return strncmp(name, semaphores, sizeof semaphores - 1) == 0;
}

static int name_access(const struct run *run, const struct step *step)
{
    if (operation_info(step->operation)->object != OBJECT_NAME ||
        is_made_by_library(run->objects[step->object].name))
        return -1;
    bool failed = step->result < 0;
    switch (step->operation) {
    case OPERATION_OPEN:
        return failed ? MISSING : OPENING;
    case OPERATION_CREATE:
    case OPERATION_DIRECTORY:
    case OPERATION_LINK:
        return failed ? -1 : MAKING;
    case OPERATION_RENAME:
        return failed ? LOOKING : REPLACING;
    case OPERATION_UNLINK:
        return failed ? LOOKING : CHANGING;
    default:
        return LOOKING;
    }
}

static bool name_conflict(int first, int second)
{
    static const bool conflicts[RACE_ACCESSES][RACE_ACCESSES] = {
        [LOOKING] = {[MAKING] = true, [CHANGING] = true, [REPLACING] = true},
        [OPENING] = {[CHANGING] = true},
        [MISSING] = {[MAKING] = true, [CHANGING] = true},
        [MAKING] = {[LOOKING] = true, [MISSING] = true},
        [CHANGING] = {[LOOKING] = true,
                      [MISSING] = true,
                      [OPENING] = true,
                      [CHANGING] = true,
                      [REPLACING] = true},
        [REPLACING] = {[LOOKING] = true, [CHANGING] = true, [REPLACING] = true},
    };
    return conflicts[first][second];
}

/* A file or a name is one thing: what is changed at one place, a reader of all of it sees. */
static bool place_of(const struct race_search *search, const struct step *step, size_t number,
                     struct race_place *place)
{
    (void)search;
    *place = (struct race_place){step->object, 0};
    return number == 0;
}

static bool overlap(uint64_t first, uint64_t second)
{
    return first == second;
}

/* The same words whichever of the two came first, so that they are one finding. */
static void add_detection(const struct race_search *search, uint32_t object, const size_t steps[2])
{
    const struct run *run = search->run;
    struct detection detection = {.kind = DETECTION_FILE_RACE, .steps = {steps[0], steps[1]}};
    const char *names[] = {
        operation_info(run->steps[steps[0]].operation)->name,
        operation_info(run->steps[steps[1]].operation)->name,
    };
    bool swap = strcmp(names[0], names[1]) > 0;
    detection_describe(&detection,
                       "%s: %s in one process and %s in another, and nothing puts one before the "
                       "other",
                       run->objects[object].name, names[swap], names[!swap]);
    detections_add(search->context, run, &detection);
}

void file_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found)
{
    static const struct race_rule rules[] = {
        {content_access, place_of, overlap, content_conflict, add_detection},
        {name_access, place_of, overlap, name_conflict, add_detection},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        race_find(&(struct race_search){.run = run, .hb = hb, .rule = &rules[i], .context = found});
}
