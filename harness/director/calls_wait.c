/* SPDX-License-Identifier: MIT */
/* Waiting for children. Who may be waited for is read off the task table; the kernel then does what
 * the table foresaw. A plain wait4 or waitid takes the oldest child that fits, as in the kernel.
 * Where the agent waits for any child and several fit, one is chosen and the step is taken; the
 * answer says which, and a wait for just that one follows, which passes. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/decide.h"

#include "contract/agent_call.h"

#include <errno.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANDIDATES = 256 };

struct wanted {
    bool any, nohang, keep, stopped, continued;
    pid_t inside; /* one process */
    pid_t group;
};

struct found {
    uint32_t children[CANDIDATES]; /* oldest first */
    uint32_t count;
    bool living; /* somebody fits who has no news yet */
};

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

/* It can be told which child to wait for. */
static bool asks_for_any(const struct live_task *task)
{
    return agent_asks_for_any_child(task->call.nr, task->call.args[0]);
}

static struct wanted wanted_child(struct director *director, struct live_task *task)
{
    const __u64 *args = task->call.args;
    bool plain = task->call.nr == SYS_wait4;
    long id = plain ? (int)args[0] : (int)args[1];
    unsigned type = plain ? (id == -1 ? P_ALL : id > 0 ? P_PID : P_PGID) : (unsigned)args[0];
    unsigned long options = args[plain ? 2 : 3];
    struct wanted wanted = {.any = type == P_ALL,
                            .nohang = options & WNOHANG,
                            .keep = !plain && options & WNOWAIT,
                            .stopped = options & WUNTRACED,
                            .continued = options & WCONTINUED};
    if (type == P_PID)
        wanted.inside = (pid_t)id;
    else if (type == P_PIDFD)
        wanted.inside = pidfd_target(director, task, (int)id);
    else if (type == P_PGID)
        wanted.group = id < 0 ? (pid_t)-id : id > 0 ? (pid_t)id : process_of(director, task)->group;
    return wanted;
}

static bool is_child(const struct director *director, const struct live_task *task, uint32_t child,
                     const struct wanted *wanted)
{
    const struct task *record = &director->run->tasks[child];
    if (record->process != child || record->guardian == NO_TASK || !task_alive(task))
        return false;
    const struct live_task *parent = &director->tasks[record->guardian];
    const struct live_process *process = &director->processes[director->tasks[child].process];
    return parent->process == task->process &&
           (wanted->any || (wanted->inside && process->inside == wanted->inside) ||
            (wanted->group && process->group == wanted->group));
}

static bool has_news(const struct director *director, uint32_t child, const struct wanted *wanted)
{
    enum news news = director->processes[director->tasks[child].process].news;
    return director->tasks[child].state == TASK_ZOMBIE ||
           (wanted->stopped && news == NEWS_STOPPED) ||
           (wanted->continued && news == NEWS_CONTINUED);
}

static struct found find_children(struct director *director, struct live_task *task,
                                  const struct wanted *wanted)
{
    struct found found = {.count = 0};
    for (uint32_t i = 0; i < director->run->task_count && found.count < CANDIDATES; i++) {
        if (!is_child(director, task, i, wanted))
            continue;
        if (has_news(director, i, wanted))
            found.children[found.count++] = i;
        else
            found.living |= task_alive(&director->tasks[i]);
    }
    return found;
}

/* The second call of a wait for one of several: its step was taken with the first. */
static bool is_settled(struct director *director, struct live_task *task)
{
    const struct wanted wanted = wanted_child(director, task);
    for (size_t i = 0; wanted.inside && i < director->process_count; i++) {
        struct live_process *process = &director->processes[i];
        if (process->inside == wanted.inside && process->promised == task->index + 1) {
            process->promised = 0;
            return true;
        }
    }
    return false;
}

static void announce_wait(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.operation = OPERATION_WAIT;
    task->announced.access = operation_info(OPERATION_WAIT)->access;
    bool settled = !asks_for_any(task) && is_settled(director, task);
    task->announced.transparent = task->announced.unrecorded = settled;
    struct wanted wanted = wanted_child(director, task);
    task->announced.yields = wanted.nohang;
    struct live_task *one = task_by_inside(director, wanted.inside);
    if (one)
        task->announced.other = one->index;
}

static bool wait_ready(struct director *director, struct live_task *task)
{
    struct wanted wanted = wanted_child(director, task);
    if (wanted.nohang || task->announced.unrecorded)
        return true;
    struct found found = find_children(director, task, &wanted);
    return found.count > 0 || !found.living;
}

static void reap(struct director *director, struct live_task *task, uint32_t child, bool keep)
{
    struct task *record = &director->run->tasks[child];
    process_of(director, &director->tasks[child])->news = NEWS_NONE;
    if (keep || director->tasks[child].state != TASK_ZOMBIE)
        return;
    record->reaped_by = task->index;
    record->reap_step = (uint32_t)director->run->step_count;
    director->tasks[child].state = TASK_GONE;
}

static void answer_chosen(struct director *director, struct live_task *task, uint32_t child)
{
    struct live_process *process = process_of(director, &director->tasks[child]);
    process->promised = task->index + 1;
    grant_answer(director, task, process->inside + AGENT_CHOSEN_CHILD);
}

static void perform_wait(struct director *director, struct live_task *task)
{
    if (task->announced.unrecorded) {
        grant_continue(director, task);
        return;
    }
    struct wanted wanted = wanted_child(director, task);
    struct found found = find_children(director, task, &wanted);
    long which = asks_for_any(task) ? choose_value(director, task, found.count) : 0;
    uint32_t child = found.count && which >= 0 ? found.children[which] : NO_TASK;
    int64_t result = child != NO_TASK || found.living ? 0 : -ECHILD;
    task->announced.other = child;
    record_step(director, task, result);
    if (child != NO_TASK)
        reap(director, task, child, wanted.keep);
    if (asks_for_any(task) && found.count > 1 && child != NO_TASK)
        answer_chosen(director, task, child);
    else
        grant_continue(director, task);
}

const struct call_class call_wait = {announce_wait, wait_ready, perform_wait, NULL};
