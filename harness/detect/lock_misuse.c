/* SPDX-License-Identifier: MIT */
/* Follows who holds each lock. A task that wants a lock has it at once if nobody else does, else
 * when the record says so. What a lock's state was before the run first saw it is known only in
 * main's process: a child may have been forked with the lock in somebody's hand. */
#include "detect/lock_misuse.h"

#include "base/allocate.h"

#include <stdlib.h>

struct holding {
    bool known;
    uint32_t holder; /* NO_TASK: nobody */
    size_t since;    /* step */
};

struct watch {
    const struct run *run;
    struct holding *locks; /* by object */
    size_t *latest;        /* by task: its latest step + 1 */
    struct detections *found;
};

static void add(struct watch *watch, size_t first, size_t second, const char *what,
                const char *other)
{
    const struct run *run = watch->run;
    struct detection detection = {.kind = DETECTION_LOCK_MISUSE, .steps = {first, second}};
    const char *lock = run_object_name(run, &run->steps[first]);
    const char *task = run->tasks[run->steps[second].task].path;
    detection_describe(&detection, "%s: %s %s%s", lock, task, what, other);
    detections_add(watch->found, run, &detection);
}

static const char *name_of(const struct watch *watch, uint32_t task)
{
    return watch->run->tasks[task].path;
}

static void take(struct watch *watch, size_t index)
{
    const struct step *step = &watch->run->steps[index];
    struct holding *lock = &watch->locks[step->object];
    bool busy = lock->known && lock->holder != NO_TASK && lock->holder != step->task;
    if (busy && step->operation != OPERATION_LOCKED)
        return;
    *lock = (struct holding){true, step->task, index};
}

static bool waits_on_condition(const struct watch *watch, const struct step *step)
{
    size_t latest = watch->latest[step->task];
    return latest && watch->run->steps[latest - 1].operation == OPERATION_CONDITION;
}

static void release(struct watch *watch, size_t index)
{
    const struct step *step = &watch->run->steps[index];
    struct holding *lock = &watch->locks[step->object];
    bool known = lock->known || watch->run->tasks[step->task].process == 0;
    if (waits_on_condition(watch, step) && known && lock->holder != step->task)
        add(watch, index, index, "waits on a condition without holding it", "");
    else if (known && lock->holder == NO_TASK)
        add(watch, index, index, "unlocks it, but nobody holds it", "");
    else if (known && lock->holder != step->task)
        add(watch, lock->since, index, "unlocks it, though it is held by ",
            name_of(watch, lock->holder));
    *lock = (struct holding){true, NO_TASK, index};
}

static void destroy(struct watch *watch, size_t index)
{
    const struct step *step = &watch->run->steps[index];
    struct holding *lock = &watch->locks[step->object];
    if (lock->known && lock->holder != NO_TASK)
        add(watch, lock->since, index, "destroys it, though it is held by ",
            name_of(watch, lock->holder));
    *lock = (struct holding){false, NO_TASK, index};
}

static bool somebody_is_left(const struct run *run, uint32_t task, size_t index)
{
    for (uint32_t i = 0; i < run->task_count; i++)
        if (i != task && (run->tasks[i].fate == FATE_ALIVE || run->tasks[i].death_step > index + 1))
            return true;
    return false;
}

/* A process takes its own locks with it; others are left with what they share with it. */
static void end(struct watch *watch, size_t index)
{
    const struct run *run = watch->run;
    const struct step *step = &run->steps[index];
    if (!somebody_is_left(run, step->task, index))
        return;
    for (uint32_t object = 1; object < run->object_count; object++) {
        const struct holding *lock = &watch->locks[object];
        bool held = lock->known && lock->holder == step->task;
        bool others = step->operation == OPERATION_THREAD_EXIT ||
                      (held && run->steps[lock->since].address == 0);
        if (held && others)
            add(watch, lock->since, index, "ends without having unlocked it", "");
    }
}

static void follow(struct watch *watch, size_t index)
{
    const struct step *step = &watch->run->steps[index];
    bool owned = step->argument == LOCK_OWNED && step->object != 0;
    switch (step->operation) {
    case OPERATION_LOCK:
    case OPERATION_TRY_LOCK:
    case OPERATION_LOCKED:
        if (owned)
            take(watch, index);
        break;
    case OPERATION_UNLOCK:
        if (owned)
            release(watch, index);
        break;
    case OPERATION_LOCK_INIT:
        watch->locks[step->object] = (struct holding){true, NO_TASK, index};
        break;
    case OPERATION_LOCK_DESTROY:
        destroy(watch, index);
        break;
    case OPERATION_THREAD_EXIT:
    case OPERATION_EXIT:
        end(watch, index);
        break;
    default:
        break;
    }
}

void lock_misuse_find(const struct run *run, struct detections *found)
{
    struct watch watch = {.run = run,
                          .locks = allocate((run->object_count + 1) * sizeof *watch.locks),
                          .latest = allocate((run->task_count + 1) * sizeof *watch.latest),
                          .found = found};
    for (size_t i = 0; i <= run->object_count; i++)
        watch.locks[i].holder = NO_TASK;
    for (size_t i = 0; i < run->step_count; i++) {
        if (run->steps[i].task >= run->task_count)
            continue;
        follow(&watch, i);
        watch.latest[run->steps[i].task] = i + 1;
    }
    free(watch.locks);
    free(watch.latest);
}
