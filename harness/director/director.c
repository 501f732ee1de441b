/* SPDX-License-Identifier: MIT */
/* Runs ONE schedule. The loop:
 *
 *     order the server to fork main
 *     until the run is over:
 *         wait until everybody is held                        (wait.c, reports.c)
 *         let pass what nobody else can notice                (transparent calls)
 *         list what may happen, ask the chooser, take it      (decide.c, take.c, calls*.c)
 *         nobody can do anything: move the clock, or deadlock (clock.c, explain.c)
 *     kill what is left, wait for the server
 *
 * Everything that a step does is in the class of its call; this file knows none of them. */
#include "director/calls.h"
#include "director/clock.h"
#include "director/decide.h"
#include "director/explain.h"
#include "director/take.h"
#include "director/wait.h"

#include "base/allocate.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { AFTERLIFE_STEPS = 300 };

static int identify(int fd, uint64_t identity[2], struct error *err)
{
    struct stat about;
    if (fstat(fd, &about) < 0)
        return error_errno(err, "standard streams of the program");
    identity[0] = about.st_dev;
    identity[1] = about.st_ino;
    return 0;
}

int director_new(const struct director_target *target, struct limits limits,
                 struct director **director, struct error *err)
{
    struct director *new = allocate(sizeof *new);
    new->target = *target;
    new->limits = limits_with_defaults(limits);
    new->server = target->server;
    new->fifo_both = -1;
    for (int i = 0; i < TIMER_DESCRIPTORS; i++)
        new->timer_descriptors[i].event = -1;
    new->server_pidfd = process_open(target->server);
    new->root = path_root(target->server);
    signal(SIGPIPE, SIG_IGN);
    transport_prepare(target->listener);
    guard_start(new);
    static struct run none;
    new->run = &none;
    if (identify(target->output, new->output_identity[0], err) < 0 ||
        identify(target->error, new->output_identity[1], err) < 0 || await_server(new, err) < 0) {
        director_free(new);
        return -1;
    }
    *director = new;
    return 0;
}

void director_watch(struct director *director, const struct watched_word *words, size_t count)
{
    director->watched = words;
    director->watched_count = count;
}

void director_free(struct director *director)
{
    if (!director)
        return;
    if (director->server_pidfd >= 0)
        close(director->server_pidfd);
    if (director->root >= 0)
        close(director->root);
    timer_descriptors_clear(director);
    free(director->tasks);
    free(director->processes);
    free(director->pairs);
    free(director->keys);
    free(director);
}

static bool take_transparent(struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++) {
        struct live_task *task = &director->tasks[i];
        if (task->state == TASK_PENDING && task->announced.transparent &&
            !signal_must_come_first(director, task) &&
            (!task->class->ready || task->class->ready(director, task))) {
            task->class->perform(director, task);
            return true;
        }
    }
    return false;
}

static bool state_exists(const struct director *director, enum task_state state)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (director->tasks[i].state == state)
            return true;
    return false;
}

static bool anyone_alive(const struct director *director)
{
    for (size_t i = 0; i < director->run->task_count; i++)
        if (task_alive(&director->tasks[i]))
            return true;
    return false;
}

/* Main left them behind, and they wait for ever: see their fates. */
static void end_with_leftovers(struct director *director)
{
    explain_leftovers(director);
    end_run(director, RUN_COMPLETED, "%s", "");
}

static void nothing_can_happen(struct director *director)
{
    if (!anyone_alive(director))
        end_run(director, RUN_COMPLETED, "%s", "");
    else if (let_time_pass(director))
        return;
    else if (state_exists(director, TASK_ASTRAY))
        end_run(director, RUN_GUARD, "everybody waits, and some in calls that aren't modelled: %s",
                director->run->uncontrolled_names);
    else if (!task_alive(&director->tasks[0]))
        end_with_leftovers(director);
    else
        explain_deadlock(director);
}

static void count_preemption(struct director *director, const struct decision *decision,
                             const struct option *taken)
{
    bool away = taken->kind == CHOICE_RUN && taken->task != director->current;
    director->run->preemptions += away && decision->can_go_on;
}

static void decide(struct director *director)
{
    assert(!state_exists(director, TASK_RUNNING)); /* I1 */
    free_the_clock(director);
    list_options(director);
    if (director->option_count == 0) {
        nothing_can_happen(director);
        return;
    }
    struct decision decision = {.options = director->options,
                                .count = director->option_count,
                                .step = director->run->step_count,
                                .taken = director->run->taken_count,
                                .silent = director->silent,
                                .current = director->current};
    find_calm(director, &decision);
    long picked = choose(director, &decision);
    if (picked < 0)
        return;
    struct option taken = director->options[picked];
    director->silent = 0;
    count_preemption(director, &decision, &taken);
    take(director, &taken);
}

static void check_bounds(struct director *director)
{
    uint64_t steps = director->run->step_count;
    if (!task_alive(&director->tasks[0]) && director->main_end_step == 0)
        director->main_end_step = steps + 1;
    if (director->main_end_step && steps > director->main_end_step + AFTERLIFE_STEPS)
        end_run(director, RUN_COMPLETED, "%s", "");
    if (steps - director->silent_accesses <= director->limits.steps)
        return;
    bool spins = steps - director->progress_step > director->limits.steps / 2;
    end_run(director, spins ? RUN_LIVELOCK : RUN_STEP_LIMIT,
            "it was still running after %llu steps", (unsigned long long)steps);
}

static void kill_all(struct director *director)
{
    for (size_t i = 0; i < director->process_count; i++)
        if (!director->processes[i].ended && director->processes[i].pidfd >= 0)
            process_signal(director->processes[i].pidfd, SIGKILL, NULL);
}

/* After the last step: what is left is killed, and must be gone before the next run. */
static int clear_up(struct director *director, struct error *err)
{
    struct run *run = director->run;
    run->time = director->now;
    kill_all(director);
    guard_start(director);
    if (await_ends(director, err) < 0)
        return -1;
    tasks_clear(director);
    return await_server(director, err);
}

static void reset(struct director *director, struct run *run)
{
    director->run = run;
    director->process_count = 0;
    director->flight_count = 0;
    memset(director->timers, 0, sizeof director->timers);
    timer_descriptors_clear(director);
    director->now = 0;
    director->random = UINT64_C(0x6d706772616465);
    director->queue_counter = 0;
    director->lives = 0;
    director->has_fifos = false;
    director->pair_count = 0;
    director->said.id = 0;
    path_names_change(director);
    director->memory_versions = 0;
    director->output_bytes = 0;
    director->progress_step = 0;
    director->main_end_step = 0;
    director->silent = 0;
    director->silent_accesses = 0;
    director->clock_faults = 0;
    director->current = 0;
    director->death_expected = false;
    director->over = false;
    director->task_capacity = director->object_capacity = director->key_capacity = 0;
    director->step_capacity = director->byte_capacity = director->choice_capacity = 0;
    director->record_capacity = director->taken_capacity = 0;
    free(director->tasks);
    free(director->keys);
    director->tasks = NULL;
    director->keys = NULL;
    object_of(director, OBJECT_NONE, 0, 0, "");
}

static int start_main(struct director *director, struct error *err)
{
    int listener = director->target.listener;
    uint64_t ready = director->server_ready, wait = director->server_wait;
    director->server_ready = director->server_wait = 0;
    guard_start(director);
    bool went_on = ready ? transport_answer(listener, ready, (int64_t)director->limits.cpu_seconds)
                         : wait && transport_continue(listener, wait);
    if (!went_on)
        return error_set(err, ERROR_INTERNAL, "the fork server isn't there any more");
    task_add(director, 0, NO_TASK, false);
    return 0;
}

static int run_to_the_end(struct director *director, struct error *err)
{
    while (!director->over) {
        if (await_reports(director, err) < 0)
            return -1;
        if (director->over)
            break;
        if (!take_transparent(director))
            decide(director);
        check_bounds(director);
    }
    return 0;
}

int director_run(struct director *director, struct chooser chooser, unsigned faults,
                 struct locator locator, struct run *run, struct error *err)
{
    reset(director, run);
    director->chooser = chooser;
    director->faults = faults;
    director->locator = locator;
    ticks(true);
    int result = start_main(director, err);
    if (result == 0)
        result = run_to_the_end(director, err);
    if (result == 0)
        result = clear_up(director, err);
    ticks(false);
    return result;
}
