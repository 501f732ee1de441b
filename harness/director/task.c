/* SPDX-License-Identifier: MIT */
/* The tables of tasks and processes: births, deaths, and who is whose child. A task's index is its
 * identity everywhere; process ids only find it again. */
#include "director/calls.h"
#include "director/fifo.h"
#include "director/futex.h"
#include "director/record.h"
#include "director/state.h"

#include "base/allocate.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint32_t process_add(struct director *director, uint32_t leader, uint32_t parent)
{
    array_reserve(director->processes, director->process_count, director->process_capacity);
    uint32_t index = (uint32_t)director->process_count++;
    struct live_process *process = &director->processes[index];
    if (parent == NO_TASK) {
        *process = (struct live_process){.leader = leader, .pidfd = -1, .alarm = NEVER};
        descriptors_begin(director, process);
        return index;
    }
    *process = *process_of(director, &director->tasks[parent]); /* actions, group, descriptors */
    process->leader = leader;
    process->pidfd = -1;
    process->inside = 0;
    process->ended = false;
    process->news = NEWS_NONE;
    process->promised = 0;
    process->parent_death_signal = 0;
    process->subreaper = false;
    process->alarm = NEVER;
    for (int i = 0; i < DESCRIPTORS; i++)
        process->descriptors[i].copy = -1; /* the parent's stay the parent's */
    return index;
}

static char *path_of_child(struct director *director, uint32_t parent)
{
    if (parent == NO_TASK)
        return copy_string("main");
    return format_string("%s.%u", director->run->tasks[parent].path,
                         ++director->tasks[parent].children);
}

static void reserve(struct director *director)
{
    struct run *run = director->run;
    if (run->task_count == director->task_capacity) {
        director->task_capacity = director->task_capacity ? director->task_capacity * 2 : 32;
        director->tasks =
            reallocate(director->tasks, director->task_capacity, sizeof *director->tasks);
    }
    array_reserve(run->tasks, run->task_count, director->record_capacity);
}

struct live_task *task_add(struct director *director, pid_t os, uint32_t parent, bool thread)
{
    reserve(director);
    struct run *run = director->run;
    uint32_t index = (uint32_t)run->task_count;
    char *path = path_of_child(director, parent);
    run->tasks[index] = (struct task){.path = path,
                                      .parent = parent,
                                      .guardian = parent,
                                      .process = thread ? run->tasks[parent].process : index,
                                      .reaped_by = NO_TASK,
                                      .born_step = (uint32_t)run->step_count};
    run->task_count++;
    struct live_task *task = &director->tasks[index];
    *task = (struct live_task){
        .index = index, .os = os, .state = TASK_RUNNING, .deadline = NEVER, .fifo.held = -1};
    if (thread)
        task->process = director->tasks[parent].process;
    else
        task->process = process_add(director, index, parent);
    return task;
}

struct live_task *task_by_os(struct director *director, pid_t os)
{
    for (size_t i = director->run->task_count; i-- > 0;)
        if (director->tasks[i].os == os && task_alive(&director->tasks[i]))
            return &director->tasks[i];
    return NULL;
}

struct live_task *task_by_inside(struct director *director, pid_t inside)
{
    for (size_t i = director->process_count; inside > 0 && i-- > 0;) {
        struct live_task *leader = &director->tasks[director->processes[i].leader];
        if (director->processes[i].inside == inside && leader->state != TASK_GONE)
            return leader;
    }
    return NULL;
}

struct live_process *process_of(struct director *director, const struct live_task *task)
{
    return &director->processes[task->process];
}

bool task_alive(const struct live_task *task)
{
    return task->state != TASK_ZOMBIE && task->state != TASK_GONE;
}

bool task_concerns_threads(const struct director *director, uint32_t task, enum operation operation)
{
    if (operation != OPERATION_EXIT && operation != OPERATION_EXEC &&
        operation != OPERATION_DEATH && operation != OPERATION_DELIVER &&
        operation != OPERATION_FORK && operation != OPERATION_FORK_BEGINS)
        return false;
    for (size_t i = 0; i < director->run->task_count; i++)
        if (i != task && director->tasks[i].process == director->tasks[task].process &&
            task_alive(&director->tasks[i]))
            return true;
    return false;
}

pid_t inside_pid(pid_t os)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)os);
    FILE *status = fopen(path, "re");
    int inside = 0;
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "NSpid:", 6) == 0)
            inside = atoi(strrchr(line, '\t') + 1);
    if (status)
        fclose(status);
    return inside;
}

struct live_task *task_by_thread(struct director *director, pid_t inside)
{
    struct live_task *leader = task_by_inside(director, inside);
    if (leader)
        return leader;
    for (size_t i = 0; i < director->run->task_count; i++)
        if (task_alive(&director->tasks[i]) && inside_pid(director->tasks[i].os) == inside)
            return &director->tasks[i];
    return NULL;
}

static void drop_flights(struct director *director, uint32_t target)
{
    size_t kept = 0;
    for (size_t i = 0; i < director->flight_count; i++)
        if (director->flights[i].target != target)
            director->flights[kept++] = director->flights[i];
    director->flight_count = kept;
}

/* Wait status of a zombie, from field 52 of /proc/PID/stat; -1 when somebody has reaped it. */
static int zombie_status(pid_t os)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)os);
    FILE *stat = fopen(path, "re");
    if (!stat)
        return -1;
    size_t size = fread(text, 1, sizeof text - 1, stat);
    fclose(stat);
    text[size] = '\0';
    char *last = strrchr(text, ' ');
    return strrchr(text, ')') && last ? atoi(last) : -1;
}

static void settle_fate(struct director *director, struct live_task *task)
{
    struct task *record = &director->run->tasks[task->index];
    if (record->fate != FATE_ALIVE)
        return; /* foreseen: exit, or a fatal delivery */
    int status = zombie_status(task->os);
    if (status > 0 && (status & 0x7f)) {
        record->fate = FATE_SIGNALLED;
        record->status = status & 0x7f;
    } else {
        record->fate = FATE_EXITED;
        record->status = status > 0 ? status >> 8 & 0xff : 0;
    }
}

static bool reaps_by_itself(struct director *director, uint32_t parent)
{
    const struct action *action = &process_of(director, &director->tasks[parent])->actions[17];
    enum { IGNORE = 1, NO_CHILD_WAIT = 2 };
    return action->handler == IGNORE || action->flags & NO_CHILD_WAIT;
}

/* The parent has the kernel do it, so there is no zombie. */
static void reap_at_once(struct director *director, uint32_t child, uint32_t parent)
{
    director->tasks[child].state = TASK_GONE;
    director->run->tasks[child].reaped_by = parent;
    director->run->tasks[child].reap_step = (uint32_t)director->run->step_count;
}

static void end_tasks_of(struct director *director, uint32_t process)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->process != process || !task_alive(task))
            continue;
        bool leader = director->processes[process].leader == i;
        if (leader)
            settle_fate(director, task);
        else
            director->run->tasks[i].fate = FATE_EXITED;
        task->state = leader ? TASK_ZOMBIE : TASK_GONE;
        director->run->tasks[i].death_step = (uint32_t)director->run->step_count;
        drop_flights(director, (uint32_t)i);
        fifo_release(task);
    }
}

/* The child ended, and whose it is now hears of it. */
static void hand_over(struct director *director, uint32_t child)
{
    uint32_t guardian = director->run->tasks[child].guardian;
    if (guardian == NO_TASK || !task_alive(&director->tasks[guardian]))
        director->tasks[child].state = TASK_GONE;
    else if (reaps_by_itself(director, guardian))
        reap_at_once(director, child, guardian);
    else
        signal_child(director, guardian);
}

static struct live_task *living_thread(struct director *director, uint32_t process)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == process && task_alive(&director->tasks[i]))
            return &director->tasks[i];
    return NULL;
}

/* Who has the children of a task that has ended: another thread of its process, or the nearest
 * subreaper above; NULL: the first process of the sandbox. */
static struct live_task *next_guardian(struct director *director, uint32_t ended)
{
    struct live_task *next = living_thread(director, director->tasks[ended].process);
    uint32_t above = ended;
    while (!next) {
        uint32_t leader = process_of(director, &director->tasks[above])->leader;
        above = director->run->tasks[leader].guardian;
        if (above == NO_TASK)
            return NULL;
        if (process_of(director, &director->tasks[above])->subreaper)
            next = living_thread(director, director->tasks[above].process);
    }
    return next;
}

static void lose_guardian(struct director *director, uint32_t child)
{
    struct task *record = &director->run->tasks[child];
    struct live_task *next = next_guardian(director, record->guardian);
    enum task_state state = director->tasks[child].state;
    bool stays = next && next->process == director->tasks[record->guardian].process;
    record->orphaned |= !next && task_alive(&director->tasks[child]);
    if (next)
        record->guardian = next->index;
    if (state == TASK_ZOMBIE && !stays)
        hand_over(director, child);
}

/* Of a task whose process may live on. */
static void leave_children(struct director *director, uint32_t ended)
{
    signal_orphans(director, ended);
    for (uint32_t i = 0; i < director->run->task_count; i++)
        if (director->run->tasks[i].process == i && director->run->tasks[i].guardian == ended &&
            director->tasks[i].state != TASK_GONE)
            lose_guardian(director, i);
}

void thread_died(struct director *director, struct live_task *task)
{
    struct task *record = &director->run->tasks[task->index];
    task->state = TASK_GONE;
    record->fate = FATE_EXITED;
    record->death_step = (uint32_t)director->run->step_count;
    drop_flights(director, task->index);
    futex_recheck(director);
    leave_children(director, task->index);
}

void task_died(struct director *director, struct live_process *process)
{
    uint32_t index = (uint32_t)(process - director->processes);
    process->ended = true;
    end_tasks_of(director, index);
    close(process->pidfd);
    process->pidfd = -1;
    descriptors_forget(process);
    futex_recheck(director);
    ipc_death(director);
    for (uint32_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == index)
            leave_children(director, i);
    hand_over(director, process->leader);
}

void tasks_clear(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        fifo_release(&director->tasks[i]);
    for (size_t i = 0; i < director->process_count; i++) {
        if (director->processes[i].pidfd >= 0)
            close(director->processes[i].pidfd);
        descriptors_forget(&director->processes[i]);
    }
    director->process_count = 0;
    director->flight_count = 0;
}
