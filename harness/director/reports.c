/* SPDX-License-Identifier: MIT */
/* What a notification means: whose it is, and what its task has become by making that call. The
 * fork server's own calls, and main's before it is born, concern nobody and pass by. A task that
 * nobody knows is the child of the fork that was just granted.
 *
 * What the call will do is announced later, once everybody is held, and in order: what it touches
 * may hang on who else is there, and names are given in order of first use. */
#include "director/reports.h"
#include "director/calls.h"
#include "director/fifo.h"
#include "director/unborn.h"

#include "contract/agent_call.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

/* A task that we haven't seen: the child of the fork that was just granted. */
static struct live_task *adopt(struct director *director, pid_t os)
{
    struct live_task *task = unborn(director);
    if (!task)
        return NULL;
    task->os = os;
    struct live_process *process = process_of(director, task);
    if (process->leader == task->index) {
        process->pidfd = process_open(os);
        if (director->run->tasks[task->index].parent == NO_TASK)
            process->group = 0;
    }
    return task;
}

/* Nobody's step; yet what is refused is never carried out. */
static void let_pass(const struct director *director, const struct seccomp_notif *request)
{
    if (is_refused(&request->data))
        transport_answer(director->target.listener, request->id, -EPERM);
    else
        transport_continue(director->target.listener, request->id);
}

/* The server's own calls, and main's before it is born, pass by. Two are kept until main is to be
 * run: its READY, and later its wait for main, which would reap the zombie from which we read how
 * main died. */
static bool pass_by(struct director *director, const struct seccomp_notif *request)
{
    if ((pid_t)request->pid != director->server)
        return false;
    bool ready = request->data.nr == AGENT_CALL && request->data.args[0] == AGENT_READY;
    if (ready)
        director->server_ready = request->id;
    else if (request->data.nr == SYS_wait4)
        director->server_wait = request->id;
    else
        let_pass(director, request);
    return true;
}

/* Main tells its birth by the call that gives it a group of its own. */
static bool is_birth_of_main(const struct seccomp_data *call)
{
    return call->nr == SYS_setpgid && call->args[2] == AGENT_BORN_MAIN;
}

static void note_birth(struct director *director, struct live_task *task)
{
    task->born = true;
    struct live_process *process = process_of(director, task);
    if (process->leader != task->index)
        return;
    if (task->call.nr == AGENT_CALL && task->call.args[0] == AGENT_BORN)
        process->inside = (pid_t)task->call.args[1];
    else if (is_birth_of_main(&task->call))
        process->inside = (pid_t)task->call.args[3];
    else
        process->inside = inside_pid(task->os);
    director->run->tasks[task->index].pid = (int)process->inside;
}

/* Who asks for the time on the way only wants to know how long to wait. */
static void lock_obtained(struct director *director, struct live_task *task)
{
    enum operation operation = task->announced.operation;
    if (task->wanted && operation != OPERATION_FUTEX_WAIT && operation != OPERATION_CLOCK) {
        director->keys[task->wanted].holder = task->index;
        task->wanted = 0;
    }
}

/* A stop doesn't make a sleep longer. */
static uint64_t resumed_deadline(struct live_task *task)
{
    const struct seccomp_data *before = &task->resumed.call;
    if (!task->resumed.set || memcmp(before, &task->call, sizeof *before) != 0)
        return NEVER;
    task->resumed.set = false;
    return task->resumed.deadline;
}

char scheduling_state(pid_t os)
{
    char path[64], text[256] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)os);
    FILE *stat = fopen(path, "re");
    if (!stat)
        return 'X';
    size_t size = fread(text, 1, sizeof text - 1, stat);
    fclose(stat);
    text[size] = '\0';
    const char *end = strrchr(text, ')');
    return end && end[1] ? end[2] : 'X';
}

void release_vfork_parent(struct director *director, struct live_task *child)
{
    uint32_t parent = director->run->tasks[child->index].parent;
    if (child->holds_up && director->tasks[parent].state == TASK_VFORKING)
        director->tasks[parent].state = TASK_RUNNING;
    child->holds_up = false;
}

/* An exec that went well has woken the parent before this report; one that failed has not, and the
 * kernel still holds it. */
static void note_exec(struct director *director, struct live_task *task)
{
    uint32_t parent = director->run->tasks[task->index].parent;
    task->execing = false;
    if (task->holds_up && scheduling_state(director->tasks[parent].os) != 'D')
        release_vfork_parent(director, task);
}

static void take_report(struct director *director, struct live_task *task,
                        const struct seccomp_notif *request)
{
    task->id = request->id;
    task->call = request->data;
    task->state = TASK_PENDING;
    task->class =
        !task->born && is_birth_of_main(&task->call) ? &call_born_main : call_class_of(&task->call);
    if (!task->born)
        note_birth(director, task);
    if (task->execing)
        note_exec(director, task);
    task->announced_at = director->now;
    task->deadline = resumed_deadline(task);
    ipc_returned(director, task);
    sockets_made(director, task);
    fifo_release(task);
    task->unannounced = true;
}

/* A thread that becomes another program is the process's first thread from then on, and its only
 * one: what reports by that number is the new program. */
static void take_over(struct director *director, pid_t os)
{
    struct live_task *leader = NULL;
    const struct live_task *new = NULL;
    for (size_t i = 0; i < director->run->task_count && !new; i++) {
        struct live_task *first =
            &director->tasks[process_of(director, &director->tasks[i])->leader];
        if (director->tasks[i].execing && task_alive(&director->tasks[i]) && first->os == os &&
            first->index != i) {
            new = &director->tasks[i];
            leader = first;
        }
    }
    if (!new)
        return;
    leader->state = TASK_RUNNING;
    leader->execing = true;
    leader->woken = false;
    leader->wanted = 0;
    director->run->tasks[leader->index].fate = FATE_ALIVE;
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].process == leader->process && i != leader->index &&
            task_alive(&director->tasks[i]))
            thread_died(director, &director->tasks[i]);
}

bool receive(struct director *director)
{
    struct seccomp_notif request;
    if (transport_receive(director->target.listener, &request) != 1)
        return false;
    if (pass_by(director, &request))
        return true;
    struct live_task *task = task_by_os(director, (pid_t)request.pid);
    if (!task || task->state != TASK_RUNNING) {
        take_over(director, (pid_t)request.pid);
        task = task_by_os(director, (pid_t)request.pid);
    }
    if (!task)
        task = adopt(director, (pid_t)request.pid);
    bool prelude = task && task->index == 0 && !task->born && !is_birth_of_main(&request.data);
    if (!task || prelude)
        let_pass(director, &request);
    else
        take_report(director, task, &request);
    return true;
}

void announce_all(struct director *director)
{
    fifo_opened(director);
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (!task->unannounced)
            continue;
        task->unannounced = false;
        if (task->state != TASK_PENDING)
            continue;
        task->class->announce(director, task);
        lock_obtained(director, task);
    }
}
