/* SPDX-License-Identifier: MIT */
/* Waiting until every released task is held again, dead, or known to sleep in the kernel. This is
 * the only place where the director itself waits; what it waits for always comes, or is noticed:
 *   - a report (notification) of the running task, or of a child just forked;
 *   - a process's end, on its pidfd;
 *   - nothing for a while: the task sleeps in a call that we don't model (ASTRAY, named; never one
 *     in state D, which the kernel ends by itself, however slow the machine is), computes
 *     without our hooks, or the machine is slow: only the wall-clock guard ends that. */
#define _GNU_SOURCE
#include "director/wait.h"
#include "director/calls.h"
#include "director/reports.h"
#include "director/unborn.h"

#include "base/allocate.h"
#include "contract/syscall.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_MS = 20, ASLEEP_SLICES = 2, POLLED = 130 };

static uint64_t real_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void interrupted(int signal)
{
    (void)signal;
}

/* Interrupts waits regularly; between runs nothing ticks. */
void ticks(bool on)
{
    const struct sigaction action = {.sa_handler = interrupted}; /* no SA_RESTART: that's the use */
    const struct timeval slice = {0, on ? SLICE_MS * 1000 : 0};
    const struct itimerval timer = {slice, slice};
    if (on)
        sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

void guard_start(struct director *director)
{
    director->guard = real_ms() + director->limits.wall_ms;
}

static bool awaited(const struct live_task *task)
{
    return task->state == TASK_RUNNING;
}

static bool someone_runs(const struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (awaited(&director->tasks[i]))
            return true;
    return false;
}

/* The descriptors to watch: the listener, and the processes of running tasks. */
static size_t watch(const struct director *director, struct pollfd *polled, uint32_t *process)
{
    size_t count = 0;
    polled[count++] = (struct pollfd){.fd = director->target.listener, .events = POLLIN};
    for (size_t i = 0; i < director->run->task_count && count < POLLED; i++) {
        const struct live_task *task = &director->tasks[i];
        int pidfd = director->processes[task->process].pidfd;
        bool stray = task->state == TASK_ASTRAY;
        if ((!awaited(task) && !stray) || pidfd < 0)
            continue;
        process[count] = task->process;
        polled[count++] = (struct pollfd){.fd = pidfd, .events = POLLIN};
    }
    return count;
}

/* The kernel's limit on processor time ends what no hook of ours could: a hand-written loop. */
static void check_processor_limit(struct director *director, uint32_t task)
{
    const struct task *record = &director->run->tasks[task];
    if (record->fate == FATE_SIGNALLED && record->status == SIGXCPU)
        end_run(director, RUN_LIMIT, "it computed for more than %llu seconds of processor time",
                (unsigned long long)director->limits.cpu_seconds);
}

static bool bury(struct director *director, const struct pollfd *polled, const uint32_t *process,
                 size_t count)
{
    bool any = false;
    for (size_t i = 1; i < count; i++) {
        struct live_process *dead = &director->processes[process[i]];
        if (!polled[i].revents || dead->ended)
            continue;
        struct live_task *leader = &director->tasks[dead->leader];
        struct task *record = &director->run->tasks[leader->index];
        bool unforeseen = record->fate == FATE_ALIVE;
        release_vfork_parent(director, leader);
        director->death_expected = false;
        task_died(director, dead);
        if (unforeseen)
            note_crash(director, leader);
        check_processor_limit(director, leader->index);
        any = true;
    }
    return any;
}

static void name_uncontrolled(struct director *director, const struct live_task *task)
{
    const struct syscall_rule *rule = syscall_rule(task->call.nr);
    const char *name = rule ? rule->name : "unknown";
    struct run *run = director->run;
    run->uncontrolled++;
    if (run->uncontrolled_names && strstr(run->uncontrolled_names, name))
        return;
    char *names = run->uncontrolled_names;
    run->uncontrolled_names = names ? format_string("%s,%s", names, name) : copy_string(name);
    free(names);
}

/* A released task that is asleep though nothing was announced sleeps in a call without a model. */
static void find_astray(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (!awaited(task) || task->os == 0)
            continue;
        char state = scheduling_state(task->os);
        if (state != 'S' && state != 'T')
            continue;
        if (++task->asleep < ASLEEP_SLICES)
            continue;
        task->state = state == 'T' ? TASK_STOPPED : TASK_ASTRAY;
        if (state != 'T')
            name_uncontrolled(director, task);
    }
}

static bool someone_astray(const struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].state == TASK_ASTRAY)
            return true;
    return false;
}

/* Looks at everything that can happen, for at most `timeout` ms: 1 if something did, 0 if not. */
static int poll_once(struct director *director, int timeout)
{
    struct pollfd polled[POLLED];
    uint32_t process[POLLED];
    size_t count = watch(director, polled, process);
    int ready = poll(polled, count, timeout);
    if (ready <= 0)
        return 0;
    if (polled[0].revents & POLLIN) {
        receive(director);
        return 1;
    }
    if (bury(director, polled, process, count))
        return 1;
    return polled[0].revents & POLLHUP ? -1 : 0;
}

/* Nothing happened for a while, and not only because a notification vanished with its task. */
static void idle_slice(struct director *director)
{
    uint64_t now = real_ms();
    if (now - director->slice_began < SLICE_MS)
        return;
    director->slice_began = now;
    find_astray(director);
    unborn_forget(director);
    if (now > director->guard)
        end_run(director, RUN_GUARD, "no answer within %llu ms of real time",
                (unsigned long long)director->limits.wall_ms);
}

/* The usual case, at the price of one system call: somebody runs, will report, and isn't expected
 * to die. The ticking timer interrupts the wait, so that an unexpected death is noticed too. */
static int wait_once(struct director *director)
{
    bool plain = !director->death_expected && !someone_astray(director);
    if (plain && receive(director))
        return 1;
    return poll_once(director, plain ? 0 : SLICE_MS);
}

int await_reports(struct director *director, struct error *err)
{
    while (!director->over && someone_runs(director)) {
        int happened = wait_once(director);
        if (happened < 0)
            return error_set(err, ERROR_INTERNAL, "the sandbox ended in the middle of a run");
        if (happened == 0)
            idle_slice(director);
    }
    /* Somebody asleep in the kernel may have been woken by the step just taken. */
    while (!director->over && someone_astray(director) && poll_once(director, SLICE_MS / 4) > 0)
        continue;
    announce_all(director);
    return 0;
}

static bool processes_left(const struct director *director)
{
    for (size_t i = 0; i < director->process_count; i++)
        if (!director->processes[i].ended && director->processes[i].pidfd >= 0)
            return true;
    return false;
}

/* All were killed; their notifications and ends come in any order. A child that a dying task had
 * just forked reports once, is adopted, and killed too. */
int await_ends(struct director *director, struct error *err)
{
    while (processes_left(director)) {
        for (size_t i = 0; i < director->process_count; i++) {
            struct live_process *process = &director->processes[i];
            if (process->ended || process->pidfd < 0)
                continue;
            struct pollfd end = {.fd = process->pidfd, .events = POLLIN};
            if (poll(&end, 1, SLICE_MS) == 1) {
                process->ended = true;
                close(process->pidfd);
                process->pidfd = -1;
            }
        }
        if (real_ms() > director->guard)
            return error_set(err, ERROR_INTERNAL, "a killed task doesn't end");
    }
    return 0;
}

int await_server(struct director *director, struct error *err)
{
    while (!director->server_ready && !director->server_wait) {
        struct pollfd polled[2] = {{.fd = director->target.listener, .events = POLLIN},
                                   {.fd = director->server_pidfd, .events = POLLIN}};
        int ready = poll(polled, 2, SLICE_MS);
        if (ready > 0 && polled[0].revents & POLLIN)
            receive(director);
        else if (ready > 0)
            return error_set(err, ERROR_INTERNAL,
                             "the program ended before its fork server was ready");
        else if (real_ms() > director->guard)
            return error_set(err, ERROR_INTERNAL, "the program's fork server is silent");
    }
    return 0;
}
