/* SPDX-License-Identifier: MIT */
/* Zombies and orphans, from the task table alone. Threads are never either. A run that was stopped
 * from outside says nothing of them: its tasks would have gone on.
 *
 * Leaked descriptors: at the end of a run somebody waits at a pipe for ever, and a process has an
 * end for writing open that it never used; or it is the one who waits, and has no other thread that
 * could write. Whoever wrote before and waits for something else is in a deadlock, not a leak. */
#include "detect/leak.h"

#include <string.h>

static bool is_child_process(const struct run *run, uint32_t task)
{
    return run->tasks[task].process == task && run->tasks[task].parent != NO_TASK;
}

static bool is_zombie(const struct run *run, const struct task *task)
{
    const struct task *parent = &run->tasks[run->tasks[task->guardian].process];
    return task->fate != FATE_ALIVE && task->reaped_by == NO_TASK &&
           (parent->fate == FATE_ALIVE || parent->death_step > task->death_step);
}

static size_t last_step(const struct run *run)
{
    return run->step_count ? run->step_count - 1 : 0;
}

static void find_zombie(const struct run *run, uint32_t index, struct detections *found)
{
    const struct task *task = &run->tasks[index];
    if (!is_zombie(run, task) || task->death_step >= run->step_count)
        return;
    struct detection detection = {.kind = DETECTION_ZOMBIE,
                                  .steps = {task->death_step, last_step(run)}};
    detection_describe(&detection, "%s ended and its parent %s never waited for it", task->path,
                       run->tasks[task->guardian].path);
    detections_add(found, run, &detection);
}

static void find_orphan(const struct run *run, uint32_t index, struct detections *found)
{
    const struct task *task = &run->tasks[index];
    const struct task *parent = &run->tasks[run->tasks[task->guardian].process];
    if (!task->orphaned || parent->death_step >= run->step_count)
        return;
    struct detection detection = {.kind = DETECTION_ORPHAN,
                                  .steps = {task->born_step, parent->death_step}};
    detection_describe(&detection, "%s was still running when its parent %s ended", task->path,
                       parent->path);
    detections_add(found, run, &detection);
}

/* By a task of this process other than `except`. */
static bool sends(const struct run *run, uint32_t process, uint32_t object, uint32_t except)
{
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->operation == OPERATION_SEND && step->object == object && step->task != except &&
            run->tasks[step->task].process == process)
            return true;
    }
    return false;
}

static size_t last_step_of(const struct run *run, uint32_t task)
{
    size_t i = run->step_count;
    while (i > 0 && run->steps[i - 1].task != task)
        i--;
    return i ? i - 1 : 0;
}

static void find_open_end(const struct run *run, uint32_t reader, uint32_t holder,
                          struct detections *found)
{
    uint32_t object = run->tasks[reader].waits_on;
    bool own = run->tasks[reader].process == holder;
    if (!object || run->tasks[holder].keeps_open != object ||
        sends(run, holder, object, own ? reader : NO_TASK) || !run->step_count)
        return;
    size_t steps[] = {last_step_of(run, holder), last_step_of(run, reader)};
    bool swap = steps[1] < steps[0];
    struct detection detection = {.kind = DETECTION_DESCRIPTOR_LEAK,
                                  .steps = {steps[swap], steps[!swap]}};
    detection_describe(&detection,
                       "%s waits for the end of %s, which can't come: %s keeps an end for writing "
                       "open",
                       run->tasks[reader].path, run->objects[object].name,
                       own ? "it" : run->tasks[holder].path);
    detections_add(found, run, &detection);
}

static void find_open_ends(const struct run *run, struct detections *found)
{
    for (uint32_t i = 0; i < run->task_count; i++)
        for (uint32_t k = 0; k < run->task_count; k++)
            find_open_end(run, i, k, found);
}

void leak_find(const struct run *run, struct detections *found)
{
    if (run->end == RUN_COMPLETED || run->end == RUN_DEADLOCK)
        find_open_ends(run, found);
    if (run->end != RUN_COMPLETED)
        return;
    for (uint32_t i = 0; i < run->task_count; i++)
        if (is_child_process(run, i))
            find_zombie(run, i, found);
    for (uint32_t i = 0; i < run->task_count; i++)
        if (is_child_process(run, i))
            find_orphan(run, i, found);
}
