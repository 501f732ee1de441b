/* SPDX-License-Identifier: MIT */
/* daemon: what is judged of a heartbeat, a worker and a main. The heartbeat is whichever process
 * prints `is alive`, the worker whichever prints `in son2`: how they were made doesn't matter. A
 * beat between the end of main's code and the arrival of the signal is legal. */
#include "oracle.h"
#include "oracle_process.h"

#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>

static const char beat[] = "is alive";
static const char work[] = "in son2";
static const char refusal[] = "daemonic processes are not allowed to have children";

enum {
    WORK_LINES = 5,
    FEWEST_BEATS = 3, /* in 2 s: at 0.5, 1.0 and 1.5 s if it sleeps first */
};
static const uint64_t second = 1000000000;

static bool sleeps_are_exact(const struct oracle *oracle)
{
    return !(oracle->faults & FAULT_SKEW);
}

static bool anything_started(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle->run->task_count < 2)
        fail(verdict, FAILURE_ASSERTION, "main never started a process");
    return !verdict->failed;
}

/* Without exact sleeps it may not have come to its first beat. */
static void judge_missing(const struct oracle *oracle, struct verdict *verdict)
{
    if (!sleeps_are_exact(oracle) || !oracle_tells(oracle, verdict))
        return;
    bool by_main = oracle_process_lines(oracle, 0, beat) > 0;
    fail(verdict, FAILURE_ASSERTION,
         by_main ? "`%s` was printed by main itself: the heartbeat is to be a process of its own"
                 : "there was no heartbeat (nobody printed `%s`) that could end with main",
         beat);
}

static void heartbeat_runs(const struct oracle *oracle, struct verdict *verdict)
{
    if (!anything_started(oracle, verdict))
        return;
    uint32_t heartbeat = oracle_process_printing(oracle, beat);
    size_t beats = heartbeat == NO_TASK ? 0 : oracle_process_lines(oracle, heartbeat, beat);
    if (heartbeat == NO_TASK)
        judge_missing(oracle, verdict);
    if (sleeps_are_exact(oracle) && beats < FEWEST_BEATS && oracle_tells(oracle, verdict))
        fail(verdict, FAILURE_ASSERTION,
             "the heartbeat printed `%s` %zu times while main worked for 2 s", beat, beats);
    if (heartbeat == NO_TASK)
        return;
    double lived = (double)oracle_process_lifetime(oracle, heartbeat) / (double)second;
    if ((double)beats > 2 * lived + 1.01)
        fail(verdict, FAILURE_ASSERTION,
             "the heartbeat printed `%s` %zu times in %.1f s: it doesn't pause for 0.5 s", beat,
             beats, lived);
}

/* Did anybody send such a signal? A timer may send them as well. */
static bool was_sent(const struct run *run, int64_t signal)
{
    for (size_t i = 0; i < run->step_count; i++)
        if (run->steps[i].operation == OPERATION_KILL && run->steps[i].argument == signal)
            return true;
    return false;
}

static bool means_to_end(const struct run *run, int64_t signal)
{
    static const int stops[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGKILL, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (signal == stops[i])
            return was_sent(run, signal);
    return false;
}

/* The signal that a step read from a signalfd; 0: it wasn't that. */
static int64_t signal_read(const struct run *run, const struct step *step)
{
    struct signalfd_siginfo about = {0};
    if (step->size == sizeof about)
        memcpy(&about, run->bytes + step->data, sizeof about);
    return about.ssi_signo;
}

/* Index of the step by which the process learned of a signal meant to end it: its delivery, or, of
 * a signal that it blocks and asks for, the answer. step_count: there is none. */
static size_t stop_delivered(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    size_t delivered = run->step_count;
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (run->tasks[step->task].process != process)
            continue;
        if ((step->operation == OPERATION_SIGNAL_WAIT && means_to_end(run, step->result)) ||
            (step->operation == OPERATION_RECEIVE && means_to_end(run, signal_read(run, step))))
            return i;
        if (step->operation == OPERATION_DELIVER && !step->result &&
            means_to_end(run, step->argument) && i < delivered)
            delivered = i;
    }
    return delivered;
}

/* Main's two seconds of work weren't over when it ended: nobody can have told it to. */
static bool ended_by_itself(const struct oracle *oracle, uint32_t heartbeat)
{
    const struct run *run = oracle->run;
    size_t end = oracle_process_end(oracle, heartbeat);
    bool working = run->tasks[heartbeat].fate != FATE_ALIVE;
    for (size_t i = 0; i < end && i < run->step_count; i++)
        if (run->tasks[run->steps[i].task].process == 0 && run->steps[i].time >= 2 * second)
            working = false;
    return working;
}

static void daemon_dies_with_main(const struct oracle *oracle, struct verdict *verdict)
{
    if (!anything_started(oracle, verdict))
        return;
    uint32_t heartbeat = oracle_process_printing(oracle, beat);
    if (heartbeat == NO_TASK) {
        judge_missing(oracle, verdict);
        return;
    }
    const struct task *task = &oracle->run->tasks[heartbeat];
    size_t stop = stop_delivered(oracle, heartbeat);
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (line->process == heartbeat && line->begin > stop && strcmp(line->text, beat) == 0)
            fail_between(verdict, FAILURE_ASSERTION, (size_t[]){stop, line->begin},
                         "the heartbeat got the signal to end and printed `%s` once more", beat);
    }
    if (ended_by_itself(oracle, heartbeat))
        fail_at(verdict, FAILURE_ASSERTION, oracle_process_end(oracle, heartbeat),
                "the heartbeat ended by itself, while main was still at work");
    if (task->reaped_by == NO_TASK && !oracle_tells(oracle, verdict))
        return;
    if (task->fate == FATE_ALIVE)
        fail(verdict, FAILURE_LEAK, "the heartbeat outlived main: it was still running at the end");
    else if (task->reaped_by == NO_TASK)
        fail_at(verdict, FAILURE_LEAK, oracle_process_end(oracle, heartbeat),
                "the heartbeat ended, but nobody waited for it: a zombie");
}

static void judge_worker(const struct oracle *oracle, struct verdict *verdict)
{
    uint32_t worker = oracle_process_printing(oracle, work);
    size_t lines = oracle_process_lines(oracle, NO_TASK, work);
    if (worker == NO_TASK) {
        fail(verdict, FAILURE_ASSERTION, "no process but main printed `%s`", work);
        return;
    }
    const struct task *task = &oracle->run->tasks[worker];
    char fate[64];
    if ((lines != WORK_LINES || task->fate == FATE_ALIVE) && !oracle_tells(oracle, verdict))
        return;
    if (lines != WORK_LINES)
        fail(verdict, FAILURE_ASSERTION, "the worker printed `%s` %zu times instead of %d (%s)",
             work, lines, WORK_LINES, oracle_process_fate(oracle, worker, fate));
    if (task->fate == FATE_ALIVE || task->orphaned)
        fail(verdict, FAILURE_ASSERTION, "main ended before the worker had finished");
}

static void worker_completes(const struct oracle *oracle, struct verdict *verdict)
{
    if (!anything_started(oracle, verdict))
        return;
    judge_worker(oracle, verdict);
    if (verdict->failed)
        return;
    uint32_t worker = oracle_process_printing(oracle, work);
    uint64_t lived = oracle_process_lifetime(oracle, worker);
    if (lived < (WORK_LINES - 1) * second)
        fail(verdict, FAILURE_ASSERTION,
             "the worker was done after %.1f s: its lines should be 1 s apart",
             (double)lived / (double)second);
}

static size_t refusals(const struct oracle *oracle)
{
    size_t count = 0;
    for (size_t i = 0; i < oracle->line_count; i++) {
        for (const char *at = oracle->lines[i].text; (at = strstr(at, refusal)); at++)
            count++;
    }
    return count;
}

static void no_daemonic_children(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    if (!anything_started(oracle, verdict))
        return;
    for (uint32_t i = 1; i < run->task_count; i++) {
        if (oracle_is_process(oracle, i) && run->tasks[run->tasks[i].parent].process != 0)
            fail_at(verdict, FAILURE_ASSERTION, oracle_process_birth(oracle, i),
                    "the daemonic process %s started the child %s",
                    run->tasks[run->tasks[i].parent].path, run->tasks[i].path);
    }
    if (refusals(oracle) != 1)
        fail(verdict, FAILURE_ASSERTION,
             "the sentence \"%s\" was printed %zu times instead of once", refusal,
             refusals(oracle));
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    if (!anything_started(oracle, verdict) || !oracle_process_clean_exit(oracle, verdict))
        return;
    bool nested = strcmp(oracle->scenario, "nested") == 0;
    size_t done = oracle_process_lines(oracle, 0, "main done");
    if (!nested && done != 1)
        fail(verdict, FAILURE_ASSERTION, "main printed `main done` %zu times instead of once",
             done);
}

static void no_sleep_sync(const struct oracle *oracle, struct verdict *verdict)
{
    if (!anything_started(oracle, verdict) || !oracle_process_clean_exit(oracle, verdict))
        return;
    judge_worker(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"heartbeat-runs", heartbeat_runs},
    {"daemon-dies-with-main", daemon_dies_with_main},
    {"worker-completes", worker_completes},
    {"no-daemonic-children", no_daemonic_children},
    {"clean-exit", clean_exit},
    {"no-sleep-sync", no_sleep_sync},
    {0},
};
