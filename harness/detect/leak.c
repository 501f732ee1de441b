/* SPDX-License-Identifier: MIT */
/* Zombies and orphans, from the task table alone. Threads are never either. A run that was stopped
 * from outside says nothing of them: its tasks would have gone on. */
#include "detect/leak.h"

#include <string.h>

static bool is_child_process(const struct run *run, uint32_t task)
{
    return run->tasks[task].process == task && run->tasks[task].parent != NO_TASK;
}

static bool is_zombie(const struct run *run, const struct task *task)
{
    const struct task *parent = &run->tasks[run->tasks[task->parent].process];
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
                       run->tasks[task->parent].path);
    detections_add(found, run, &detection);
}

static void find_orphan(const struct run *run, uint32_t index, struct detections *found)
{
    const struct task *task = &run->tasks[index];
    const struct task *parent = &run->tasks[run->tasks[task->parent].process];
    if (!task->orphaned || parent->death_step >= run->step_count)
        return;
    struct detection detection = {.kind = DETECTION_ORPHAN,
                                  .steps = {task->born_step, parent->death_step}};
    detection_describe(&detection, "%s was still running when its parent %s ended", task->path,
                       parent->path);
    detections_add(found, run, &detection);
}

void leak_find(const struct run *run, struct detections *found)
{
    if (run->end != RUN_COMPLETED)
        return;
    for (uint32_t i = 0; i < run->task_count; i++)
        if (is_child_process(run, i))
            find_zombie(run, i, found);
    for (uint32_t i = 0; i < run->task_count; i++)
        if (is_child_process(run, i))
            find_orphan(run, i, found);
}
