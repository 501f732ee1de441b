/* SPDX-License-Identifier: MIT */
/* A deadlock in words: of every task that is left, what it waits for, and who could bring it.
 *   a child's end     which child
 *   a lock            who holds it; of a semaphore, who took it last
 *   bytes of a pipe   which processes keep an end for writing open, the reader's own among them:
 *                     the usual reason for an end of file that never comes
 *   room in a pipe    which processes could read
 * Who has a pipe open is looked up in /proc: all tasks are held, so it stays true. */
#define _GNU_SOURCE
#include "director/explain.h"
#include "director/record.h"
#include "director/state.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct end { /* of a pipe or FIFO: one opened in such a mode; of a pair of sockets: this one */
    uint64_t device, number;
    int mode;
};

/* The end from which what the task waits for would come. */
static struct end other_end(struct director *director, const struct live_task *task, int mode)
{
    const struct object_key *key = &director->keys[task->announced.object];
    uint64_t peer = socket_peer(director, task, (int)task->call.args[0]);
    return (struct end){key->first, peer ? peer : key->second, mode};
}

static bool is_end(pid_t os, const char *fd, struct end end)
{
    char path[300], text[128];
    struct stat about;
    unsigned flags = 0;
    snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)os, fd);
    if (stat(path, &about) < 0 || !(S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode)) ||
        about.st_dev != end.device || about.st_ino != end.number)
        return false;
    snprintf(path, sizeof path, "/proc/%d/fdinfo/%s", (int)os, fd);
    cleanup_file FILE *file = fopen(path, "re");
    while (file && fgets(text, sizeof text, file))
        if (sscanf(text, "flags: %o", &flags) == 1)
            break;
    return (int)(flags & O_ACCMODE) == end.mode || (flags & O_ACCMODE) == O_RDWR;
}

static bool has_end(pid_t os, struct end end)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)os);
    DIR *folder = opendir(path);
    bool found = false;
    for (struct dirent *entry; folder && !found && (entry = readdir(folder));)
        found = is_end(os, entry->d_name, end);
    if (folder)
        closedir(folder);
    return found;
}

/* "main, main.1": the processes that have such an end of the pipe open. */
static void list_ends(struct director *director, const struct live_task *task, int mode,
                      struct text *names)
{
    struct end end = other_end(director, task, mode);
    for (size_t i = 0; i < director->process_count; i++) {
        const struct live_task *leader = &director->tasks[director->processes[i].leader];
        if (director->processes[i].ended || !task_alive(leader) || !has_end(leader->os, end))
            continue;
        text_add_format(names, "%s%s", names->length ? ", " : "",
                        director->run->tasks[leader->index].path);
        if (mode == O_WRONLY)
            director->run->tasks[leader->index].keeps_open = task->announced.object;
    }
}

static void tell_pipe(struct director *director, const struct live_task *task, struct text *text)
{
    bool reads = task->announced.operation == OPERATION_RECEIVE;
    cleanup_with(text_free) struct text names = {0};
    list_ends(director, task, reads ? O_WRONLY : O_RDONLY, &names);
    text_add_format(text, "%s %s", reads ? "bytes of" : "room in",
                    director->run->objects[task->announced.object].name);
    if (names.length)
        text_add_format(text, ", which %s could %s", names.data, reads ? "still write to" : "read");
}

/* A semaphore isn't held by anybody: what was done to it tells that it is one. */
static bool is_semaphore(const struct run *run, uint32_t object)
{
    for (size_t i = 0; i < run->step_count; i++) {
        enum operation operation = run->steps[i].operation;
        if (run->steps[i].object == object &&
            (operation == OPERATION_SEMAPHORE_WAIT || operation == OPERATION_SEMAPHORE_TRY))
            return true;
    }
    return false;
}

static void tell_object(struct director *director, uint32_t object, struct text *text)
{
    text_add_string(text, director->run->objects[object].name);
    uint32_t holder = director->keys[object].holder;
    if (holder == NO_TASK)
        return;
    text_add_format(text, ", %s by %s%s",
                    is_semaphore(director->run, object) ? "last taken" : "held",
                    director->run->tasks[holder].path,
                    task_alive(&director->tasks[holder]) ? "" : ", which has ended");
}

/* The wait for a condition or at a barrier that a futex call is part of; NULL: none. */
static const struct step *meeting(const struct run *run, const struct live_task *task)
{
    for (size_t i = run->step_count; i-- > 0;) {
        const struct step *step = &run->steps[i];
        if (step->task != task->index)
            continue;
        switch (step->operation) {
        case OPERATION_FUTEX_WAIT:
        case OPERATION_FUTEX_WAKE:
        case OPERATION_UNLOCK:
            continue;
        case OPERATION_CONDITION:
        case OPERATION_BARRIER:
            return step;
        default:
            return NULL;
        }
    }
    return NULL;
}

static void tell_meeting(struct director *director, const struct step *step, struct text *text)
{
    bool condition = step->operation == OPERATION_CONDITION;
    text_add_format(text, "%s %s", condition ? "a signal on" : "others at",
                    director->run->objects[step->object].name);
}

static void tell_child(struct director *director, const struct live_task *task, struct text *text)
{
    uint32_t child = task->announced.other;
    text_add_format(text, "the end of %s",
                    child == NO_TASK ? "a child" : director->run->tasks[child].path);
}

static void tell_reason(struct director *director, const struct live_task *task, struct text *text)
{
    enum operation operation = task->announced.operation;
    uint32_t object = task->wanted ? task->wanted : task->announced.object;
    bool queued = operation == OPERATION_FUTEX_WAIT && !task->wanted;
    const struct step *met = queued ? meeting(director->run, task) : NULL;
    bool moves = operation == OPERATION_SEND || operation == OPERATION_RECEIVE;
    if (task->state == TASK_STOPPED)
        text_add_string(text, "a signal to continue");
    else if (task->state == TASK_VFORKING)
        text_add_string(text, "the end of its vfork child");
    else if (operation == OPERATION_SIGNAL_WAIT)
        text_add_string(text, "a signal");
    else if (operation == OPERATION_WAIT)
        tell_child(director, task, text);
    else if (met)
        tell_meeting(director, met, text);
    else if (moves && object)
        tell_pipe(director, task, text);
    else if (object)
        tell_object(director, object, text);
    else
        text_add_string(text, operation_info(operation)->name);
}

static bool is_stuck(const struct live_task *task)
{
    return task->state == TASK_PENDING || task->state == TASK_QUEUED ||
           task->state == TASK_STOPPED || task->state == TASK_VFORKING;
}

void explain_leftovers(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        const struct live_task *task = &director->tasks[i];
        cleanup_with(text_free) struct text names = {0};
        if (!is_stuck(task) || task->announced.operation != OPERATION_RECEIVE)
            continue;
        director->run->tasks[i].waits_on = task->announced.object;
        list_ends(director, task, O_WRONLY, &names);
    }
}

void explain_deadlock(struct director *director)
{
    cleanup_with(text_free) struct text story = {0};
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (!is_stuck(task))
            continue;
        struct text reason = {0};
        tell_reason(director, task, &reason);
        text_add_format(&story, "%s%s waits for %s", story.length ? "; " : "",
                        director->run->tasks[i].path, reason.data);
        director->run->tasks[i].waiting_for = text_steal(&reason);
        director->run->tasks[i].waits_on = task->wanted ? task->wanted : task->announced.object;
    }
    end_run(director, RUN_DEADLOCK, "%s", story.data ? story.data : "");
}
