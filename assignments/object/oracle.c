/* SPDX-License-Identifier: MIT */
/* object: what is judged of a process that prints its arguments in a loop. It is whichever process
 * prints `in myprocess`. The signal may arrive anywhere, so that the last round may be torn. */
#include "oracle.h"
#include "oracle_process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "in myprocess";
static const uint64_t second = 1000000000;

enum { FEWEST_ROUNDS = 5 }; /* in 1 s, with pauses of 0.1 s */

static bool started(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle->run->task_count < 2)
        fail(verdict, FAILURE_ASSERTION, "main never started a process");
    return !verdict->failed;
}

/* The process that works: the one that prints, or else the first. */
static uint32_t worker(const struct oracle *oracle)
{
    uint32_t process = oracle_process_printing(oracle, mark);
    return process == NO_TASK ? 1 : process;
}

/* Is it `X Y PID` with the scenario's arguments? The pid goes to *pid. */
static bool is_heading(const struct oracle *oracle, const char *line, long *pid)
{
    long x, y;
    int end = 0;
    return sscanf(line, "%ld %ld %ld%n", &x, &y, pid, &end) == 3 && line[end] == '\0' &&
           x == oracle_argument(oracle, 0) && y == oracle_argument(oracle, 1);
}

static void arguments_arrive(const struct oracle *oracle, struct verdict *verdict)
{
    long pid;
    if (!started(oracle, verdict))
        return;
    long own = oracle->run->tasks[worker(oracle)].pid;
    bool any = false;
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (line->process != worker(oracle) || !line->complete || strcmp(line->text, mark) == 0)
            continue;
        if (!is_heading(oracle, line->text, &pid) || pid != own)
            fail_at(verdict, FAILURE_ASSERTION, line->step,
                    "instead of `%ld %ld` and its pid the process printed `%.60s`",
                    oracle_argument(oracle, 0), oracle_argument(oracle, 1), line->text);
        any = true;
    }
    if (!any && !(oracle->faults & FAULT_SKEW))
        fail(verdict, FAILURE_ASSERTION, "no process printed its arguments");
}

static void judge_rounds(const struct oracle *oracle, struct verdict *verdict)
{
    bool expects_mark = false;
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (line->process != worker(oracle) || !line->complete)
            continue;
        bool is_mark = strcmp(line->text, mark) == 0;
        if (is_mark != expects_mark)
            fail_at(verdict, FAILURE_ASSERTION, line->step,
                    "a round is one line of arguments and one line `%s`, in turn", mark);
        expects_mark = !is_mark;
    }
}

static void run_is_overridden(const struct oracle *oracle, struct verdict *verdict)
{
    if (!started(oracle, verdict))
        return;
    size_t rounds = oracle_process_lines(oracle, worker(oracle), mark);
    double lived = (double)oracle_process_lifetime(oracle, worker(oracle)) / (double)second;
    if (rounds < FEWEST_ROUNDS && !(oracle->faults & FAULT_SKEW))
        fail(verdict, FAILURE_ASSERTION, "the process printed `%s` %zu times in a second", mark,
             rounds);
    if ((double)rounds > 10 * lived + 1.01)
        fail(verdict, FAILURE_ASSERTION,
             "the process printed `%s` %zu times in %.1f s: it doesn't pause for 0.1 s", mark,
             rounds, lived);
    judge_rounds(oracle, verdict);
}

static void base_initialised(const struct oracle *oracle, struct verdict *verdict)
{
    char fate[64];
    if (started(oracle, verdict) && oracle->run->tasks[0].fate == FATE_SIGNALLED)
        fail(verdict, FAILURE_CRASH, "main crashed: %s", oracle_process_fate(oracle, 0, fate));
}

/* Index of the step by which main signalled the process; step_count: it never did. */
static size_t signalled(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    size_t at = oracle_process_step(oracle, 0, OPERATION_KILL, 0);
    while (at < run->step_count && run->steps[at].other != process)
        at = oracle_process_step(oracle, 0, OPERATION_KILL, at + 1);
    return at;
}

static void terminated(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    if (!started(oracle, verdict))
        return;
    uint32_t process = worker(oracle);
    size_t kill = signalled(oracle, process);
    if (run->tasks[process].fate == FATE_ALIVE && !oracle_tells(oracle, verdict))
        return;
    if (kill == run->step_count || kill > oracle_process_step(oracle, 0, OPERATION_MAIN_END, 0))
        fail(verdict, FAILURE_ASSERTION, "main's code ended without having terminated the process");
    size_t arrival = oracle_process_step(oracle, process, OPERATION_DELIVER, kill);
    size_t rounds = 0; /* begun since: one is torn by its nature when a handler sets a flag */
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (line->process == process && line->begin > arrival && line->complete &&
            strcmp(line->text, mark) != 0 && ++rounds > 1)
            fail_between(verdict, FAILURE_ASSERTION, (size_t[]){arrival, line->begin},
                         "the process was terminated and began round after round");
    }
    if (run->tasks[process].fate == FATE_ALIVE)
        fail(verdict, FAILURE_LEAK, "the process was still running at the end");
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    if (started(oracle, verdict))
        oracle_process_clean_exit(oracle, verdict);
}

static void no_sleep_sync(const struct oracle *oracle, struct verdict *verdict)
{
    clean_exit(oracle, verdict);
    if (!verdict->failed)
        terminated(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"arguments-arrive", arguments_arrive},
    {"run-is-overridden", run_is_overridden},
    {"base-initialised", base_initialised},
    {"terminated", terminated},
    {"clean-exit", clean_exit},
    {"no-sleep-sync", no_sleep_sync},
    {0},
};
