/* SPDX-License-Identifier: MIT */
/* Processes: fork, exec, exit, groups. */
#define _GNU_SOURCE
#include "director/calls.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool makes_thread(const struct live_task *task)
{
    return task->call.nr == SYS_clone && task->call.args[0] & CLONE_THREAD;
}

static void announce_fork(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    if (makes_thread(task))
        task->announced.operation = OPERATION_THREAD;
}

static uint64_t tasks_alive(const struct director *director)
{
    uint64_t count = 0;
    for (size_t i = 0; i < director->run->task_count; i++)
        count += task_alive(&director->tasks[i]) || director->tasks[i].state == TASK_ZOMBIE;
    return count;
}

static uint64_t tid_word_of(const struct live_task *creator)
{
    return creator->call.args[0] & CLONE_CHILD_CLEARTID ? creator->call.args[3] : 0;
}

/* Who joins the thread waits on that word, which may have been another thread's before. */
static void name_end(struct director *director, const struct live_task *thread)
{
    uint64_t word = thread->tid_word, space = thread->process + 1;
    cleanup_free char *name =
        format_string("the end of %s", director->run->tasks[thread->index].path);
    objects_forget(director, OBJECT_FUTEX, word, word + 1, space);
    object_of(director, OBJECT_FUTEX, word, space, name);
}

static void perform_fork(struct director *director, struct live_task *task)
{
    if (tasks_alive(director) >= director->limits.tasks) {
        record_step(director, task, -EAGAIN);
        end_run(director, RUN_LIMIT, "it tried to have more than %llu processes at a time",
                (unsigned long long)director->limits.tasks);
        return;
    }
    uint32_t parent = task->index;
    bool thread = makes_thread(task);
    if (!thread)
        descriptors_inherit(director, task);
    task->announced.other = (uint32_t)director->run->task_count;
    record_step(director, task, 0);
    bool waits = task->call.nr == SYS_vfork ||
                 (task->call.nr == SYS_clone && task->call.args[0] & CLONE_VFORK);
    uint64_t tid_word = thread ? tid_word_of(task) : 0;
    grant_continue(director, task);
    if (waits)
        task->state = TASK_VFORKING;
    struct live_task *child = task_add(director, 0, parent, thread);
    child->holds_up = waits;
    child->tid_word = tid_word;
    if (tid_word)
        name_end(director, child);
}

const struct call_class call_fork = {announce_fork, NULL, perform_fork, NULL};

static void perform_exec(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    struct live_process *process = process_of(director, task);
    process->execed = true;
    task->execing = true;
    mapping_forget(director, task);
    for (int i = 0; i < SIGNALS; i++)
        if (process->actions[i].handler > 1)
            process->actions[i] = (struct action){0};
    descriptors_forget(process); /* those marked close-on-exec are gone */
    grant_continue(director, task);
}

const struct call_class call_exec = {announce_default, NULL, perform_exec, NULL};

static void announce_exit(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.argument = (int64_t)(task->call.args[0] & 0xff);
}

static void perform_exit(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    struct task *record = &director->run->tasks[process_of(director, task)->leader];
    record->fate = FATE_EXITED;
    record->status = (int)task->announced.argument;
    director->death_expected = true;
    grant_continue(director, task);
}

const struct call_class call_exit = {announce_exit, NULL, perform_exit, NULL};

/* Does the kernel release a lock of it when it ends? Reads the list that libc keeps of its robust
 * locks; when in doubt, yes. */
static bool holds_robust_locks(const struct live_task *task)
{
    struct robust_list_head *head = NULL, copy;
    size_t size = 0;
    if (syscall(SYS_get_robust_list, task->os, &head, &size) < 0 ||
        task_read(task->os, (uintptr_t)head, &copy, sizeof copy) != sizeof copy)
        return true;
    return copy.list.next != &head->list || copy.list_op_pending;
}

/* What it does to others is to wake who joins it, unless it takes locks with it. */
static void announce_thread_exit(struct director *director, struct live_task *task)
{
    announce_exit(director, task);
    if (!holds_robust_locks(task))
        task->announced.address = task->tid_word;
}

/* The thread's id is gone once it has ended; its leader stays a zombie until the others end. */
static void perform_thread_exit(struct director *director, struct live_task *task)
{
    if (!task_concerns_threads(director, task->index, OPERATION_EXIT)) { /* it is the last one */
        task->announced.operation = OPERATION_EXIT;
        perform_exit(director, task);
        return;
    }
    record_step(director, task, 0);
    pid_t process = director->tasks[process_of(director, task)->leader].os, os = task->os;
    grant_continue(director, task);
    bool leader = process == os;
    while (!leader && syscall(SYS_tgkill, process, os, 0) == 0)
        sched_yield();
    thread_died(director, task);
}

const struct call_class call_thread_exit = {announce_thread_exit, NULL, perform_thread_exit, NULL};

static void perform_group(struct director *director, struct live_task *task)
{
    struct live_process *process = process_of(director, task);
    bool own = task->call.nr == SYS_setsid || task->call.args[0] == 0;
    struct live_task *other = own ? NULL : task_by_inside(director, (pid_t)task->call.args[0]);
    if (other)
        process = process_of(director, other);
    pid_t group = task->call.nr == SYS_setsid ? 0 : (pid_t)task->call.args[1];
    process->group = group ? group : process->inside;
    perform_continue(director, task);
}

const struct call_class call_group = {announce_default, NULL, perform_group, NULL};
