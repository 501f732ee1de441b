/* SPDX-License-Identifier: MIT */
/* Processes: fork, exec, exit, wait, groups. Who may be waited for is read off the task table; the
 * kernel then does what the table foresaw. */
#define _GNU_SOURCE
#include "director/calls.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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
    task->announced.other = (uint32_t)director->run->task_count;
    record_step(director, task, 0);
    bool waits = task->call.nr == SYS_vfork ||
                 (task->call.nr == SYS_clone && task->call.args[0] & CLONE_VFORK);
    grant_continue(director, task);
    if (waits)
        task->state = TASK_ASTRAY; /* until the child execs or ends */
    task_add(director, 0, parent, thread);
}

const struct call_class call_fork = {announce_fork, NULL, perform_fork, NULL};

static void perform_exec(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    struct live_process *process = process_of(director, task);
    process->execed = true;
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

static bool last_thread(const struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (i != task->index && director->tasks[i].process == task->process &&
            task_alive(&director->tasks[i]))
            return false;
    return true;
}

/* The thread's id is gone once it has ended; its leader stays a zombie until the others end. */
static void perform_thread_exit(struct director *director, struct live_task *task)
{
    if (last_thread(director, task)) {
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

const struct call_class call_thread_exit = {announce_exit, NULL, perform_thread_exit, NULL};

struct wanted {
    bool any, nohang, keep;
    pid_t inside; /* one process */
    pid_t group;
};

static pid_t pidfd_target(struct director *director, struct live_task *task, int fd);

static struct wanted wanted_child(struct director *director, struct live_task *task)
{
    struct wanted wanted = {0};
    long id = task->call.nr == SYS_wait4 ? (int)task->call.args[0] : (long)task->call.args[1];
    unsigned long options = task->call.args[task->call.nr == SYS_wait4 ? 2 : 3];
    wanted.nohang = options & WNOHANG;
    wanted.keep = task->call.nr == SYS_waitid && options & WNOWAIT;
    unsigned long type = task->call.nr == SYS_waitid ? task->call.args[0]
                         : id == -1                  ? P_ALL
                         : id > 0                    ? P_PID
                                                     : P_PGID;
    wanted.any = type == P_ALL;
    if (type == P_PID)
        wanted.inside = (pid_t)id;
    else if (type == P_PIDFD)
        wanted.inside = pidfd_target(director, task, (int)id);
    else if (type == P_PGID)
        wanted.group = id < 0 ? (pid_t)-id : process_of(director, task)->group;
    return wanted;
}

/* The process behind a pidfd, from fdinfo of our copy; 0 when it is none or has ended. */
static pid_t pidfd_target(struct director *director, struct live_task *task, int fd)
{
    struct live_process *process = process_of(director, task);
    int copy = descriptor_copy(process->pidfd, fd);
    pid_t os = pidfd_process(copy);
    if (copy >= 0)
        close(copy);
    for (size_t i = 0; os > 0 && i < director->process_count; i++)
        if (director->tasks[director->processes[i].leader].os == os)
            return director->processes[i].inside;
    return 0;
}

static bool is_child(const struct director *director, const struct live_task *task, uint32_t child,
                     const struct wanted *wanted)
{
    const struct task *record = &director->run->tasks[child];
    if (record->process != child || record->parent == NO_TASK || !task_alive(task))
        return false;
    const struct live_task *parent = &director->tasks[record->parent];
    const struct live_process *process = &director->processes[director->tasks[child].process];
    return parent->process == task->process &&
           (wanted->any || (wanted->inside && process->inside == wanted->inside) ||
            (wanted->group && process->group == wanted->group));
}

/* The child that the kernel will reap: the oldest that matches and has ended. NO_TASK: none;
 * *living tells whether one that matches is still alive. */
static uint32_t find_zombie(struct director *director, struct live_task *task,
                            const struct wanted *wanted, bool *living)
{
    *living = false;
    for (uint32_t i = 0; i < director->run->task_count; i++) {
        if (!is_child(director, task, i, wanted))
            continue;
        if (director->tasks[i].state == TASK_ZOMBIE)
            return i;
        *living |= task_alive(&director->tasks[i]);
    }
    return NO_TASK;
}

static void announce_wait(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    struct wanted wanted = wanted_child(director, task);
    task->announced.yields = wanted.nohang;
    struct live_task *one = task_by_inside(director, wanted.inside);
    if (one)
        task->announced.other = one->index;
}

static bool wait_ready(struct director *director, struct live_task *task)
{
    struct wanted wanted = wanted_child(director, task);
    bool living = false;
    uint32_t zombie = find_zombie(director, task, &wanted, &living);
    return zombie != NO_TASK || !living || wanted.nohang;
}

static void perform_wait(struct director *director, struct live_task *task)
{
    struct wanted wanted = wanted_child(director, task);
    bool living = false;
    uint32_t zombie = find_zombie(director, task, &wanted, &living);
    task->announced.other = zombie;
    record_step(director, task, zombie != NO_TASK || living ? 0 : -ECHILD);
    if (zombie != NO_TASK && !wanted.keep) {
        struct task *child = &director->run->tasks[zombie];
        child->reaped_by = task->index;
        child->reap_step = (uint32_t)director->run->step_count;
        director->tasks[zombie].state = TASK_GONE;
    }
    grant_continue(director, task);
}

const struct call_class call_wait = {announce_wait, wait_ready, perform_wait, NULL};

static void announce_group(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
    struct live_process *process = process_of(director, task);
    bool own = task->call.nr == SYS_setsid || task->call.args[0] == 0;
    struct live_task *other = own ? NULL : task_by_inside(director, (pid_t)task->call.args[0]);
    if (other)
        process = process_of(director, other);
    pid_t group = task->call.nr == SYS_setsid ? 0 : (pid_t)task->call.args[1];
    process->group = group ? group : process->inside;
}

const struct call_class call_group = {announce_group, NULL, perform_continue, NULL};
