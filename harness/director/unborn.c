/* SPDX-License-Identifier: MIT */
/* A fork or a thread was granted, and nobody has reported yet. It will, unless the kernel refused
 * it: then whoever asked for it has been told, and there is nobody more in /proc than we have seen.
 * That is looked at after a while only; a slow machine is no refusal. */
#include "director/unborn.h"
#include "director/state.h"

#include <dirent.h>
#include <stdio.h>

enum { SLICES = 10 };

struct live_task *unborn(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].os == 0 && task_alive(&director->tasks[i]))
            return &director->tasks[i];
    return NULL;
}

static size_t threads_of(pid_t process)
{
    char path[64];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *threads = opendir(path);
    for (struct dirent *entry; threads && (entry = readdir(threads));)
        count += entry->d_name[0] != '.';
    if (threads)
        closedir(threads);
    return count;
}

static size_t children_of(pid_t thread)
{
    char path[64];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)thread, (int)thread);
    FILE *children = fopen(path, "re");
    for (int at = 0; children && at != EOF; at = fgetc(children))
        count += at == ' '; /* behind each of them */
    if (children)
        fclose(children);
    return count;
}

/* Has the kernel more of its kind than we have seen? */
static bool is_on_its_way(const struct director *director, const struct live_task *task)
{
    const struct task *records = director->run->tasks;
    uint32_t parent = records[task->index].parent;
    bool thread = director->processes[task->process].leader != task->index;
    size_t seen = 0;
    if (parent == NO_TASK)
        return true;
    for (size_t i = 0; i < director->run->task_count; i++) {
        const struct live_task *other = &director->tasks[i];
        bool kin = thread ? other->process == task->process
                          : records[i].guardian == parent && records[i].process == i;
        seen += kin && other->os && other->state != TASK_GONE;
    }
    pid_t above = director->tasks[parent].os;
    return thread ? threads_of(above) > seen : children_of(above) > seen;
}

/* The kernel refused a fork or a thread, and whoever asked for it has been told. */
void unborn_forget(struct director *director)
{
    struct live_task *task = unborn(director);
    if (!task || ++task->asleep < SLICES || is_on_its_way(director, task))
        return;
    task->state = TASK_GONE;
    if (director->processes[task->process].leader == task->index)
        process_of(director, task)->ended = true;
}
