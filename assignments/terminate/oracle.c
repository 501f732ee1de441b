/* SPDX-License-Identifier: MIT */
/* terminate: main's four lines, and what is true of the process that it ended. Lines may be printed
 * late, never early: a line that says that the process is gone must not be older than its end. */
#include "oracle.h"
#include "oracle_process.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const uint64_t second = 1000000000;
static const char after[] = "after terminate: ";

/* The next line of main that begins with `prefix`, at or after `from`; line_count: none. */
static size_t find(const struct oracle *oracle, const char *prefix, size_t from)
{
    for (size_t i = from; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (line->process == 0 && strncmp(line->text, prefix, strlen(prefix)) == 0)
            return i;
    }
    return oracle->line_count;
}

static const char *text(const struct oracle *oracle, size_t line)
{
    return line < oracle->line_count ? oracle->lines[line].text : "";
}

/* Fails: main should have printed `wanted`; what it printed instead, if anything, is at `line`. */
static void fail_line(const struct oracle *oracle, size_t line, const char *wanted,
                      struct verdict *verdict)
{
    if (line < oracle->line_count)
        fail(verdict, FAILURE_ASSERTION, "main should print %s, but printed `%s`", wanted,
             text(oracle, line));
    else
        fail(verdict, FAILURE_ASSERTION, "main should print %s, but never did", wanted);
}

/* The process that main signalled to end it: the target of the first such signal, or else the
 * first process that was started; NO_TASK when there is none. */
static uint32_t victim(const struct oracle *oracle)
{
    const struct run *run = oracle->run;
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->operation == OPERATION_KILL && step->other != NO_TASK && step->other != 0)
            return step->other;
    }
    return run->task_count > 1 ? 1 : NO_TASK;
}

static bool started(const struct oracle *oracle, struct verdict *verdict)
{
    if (victim(oracle) == NO_TASK)
        fail(verdict, FAILURE_ASSERTION, "main never started a process");
    return !verdict->failed;
}

/* When the process was first signalled, or else ended, or else the run's end. */
static uint64_t signalled_at(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    size_t at = oracle_process_step(oracle, 0, OPERATION_KILL, 0);
    if (at < run->step_count)
        return run->steps[at].time;
    return run->steps[oracle_process_birth(oracle, process)].time +
           oracle_process_lifetime(oracle, process);
}

static void starts_alive(const struct oracle *oracle, struct verdict *verdict)
{
    if (!started(oracle, verdict))
        return;
    uint32_t process = victim(oracle);
    uint64_t lived = signalled_at(oracle, process) -
                     oracle->run->steps[oracle_process_birth(oracle, process)].time;
    size_t first = find(oracle, "", 0);
    if (first == oracle->line_count)
        fail(verdict, FAILURE_ASSERTION, "main should print `alive: 1` first, but printed nothing");
    if (strcmp(text(oracle, first), "alive: 1") != 0)
        fail(verdict, FAILURE_ASSERTION, "main's first line should be `alive: 1`, but is `%s`",
             text(oracle, first));
    if (lived < second)
        fail(verdict, FAILURE_ASSERTION, "the process was to run for 1 s, but had %.2f s",
             (double)lived / (double)second);
}

/* Fails when the line says that the process is gone, and was written before that was true. */
static void judge_honesty(const struct oracle *oracle, size_t line, struct verdict *verdict)
{
    size_t written = oracle->lines[line].begin;
    if (oracle_process_end(oracle, victim(oracle)) >= written)
        fail_at(verdict, FAILURE_ASSERTION, written,
                "main printed `%s` while the process was still there", oracle->lines[line].text);
}

static void terminate_is_asynchronous(const struct oracle *oracle, struct verdict *verdict)
{
    char fate[64];
    if (!started(oracle, verdict) || !oracle_tells(oracle, verdict))
        return;
    const struct task *main_task = &oracle->run->tasks[0];
    if (main_task->fate != FATE_EXITED || main_task->status != 0)
        fail(verdict, FAILURE_CRASH, "main didn't come to its end with status 0: %s",
             oracle_process_fate(oracle, 0, fate));
    size_t line = find(oracle, after, 0);
    const char *answer = text(oracle, line);
    if (strcmp(answer, "after terminate: 0") != 0 && strcmp(answer, "after terminate: 1") != 0)
        fail_line(oracle, line, "`after terminate: 0` or `after terminate: 1`", verdict);
    else if (find(oracle, after, line + 1) < oracle->line_count)
        fail(verdict, FAILURE_ASSERTION, "main printed `after terminate` more than once");
    else if (answer[strlen(after)] == '0')
        judge_honesty(oracle, line, verdict);
}

/* The line that says how it ended: the first `alive: ` after `after terminate: `. */
static size_t last_answer(const struct oracle *oracle)
{
    return find(oracle, "alive: ", find(oracle, after, 0));
}

static void ends_dead(const struct oracle *oracle, struct verdict *verdict)
{
    if (!started(oracle, verdict))
        return;
    size_t line = last_answer(oracle); /* it comes after the wait, so a wait without end is here */
    if (line == oracle->line_count && !oracle_completed(oracle, verdict))
        return;
    if (strcmp(text(oracle, line), "alive: 0") != 0)
        fail_line(oracle, line, "`alive: 0` in the end", verdict);
    else if (find(oracle, "alive: ", line + 1) < oracle->line_count)
        fail(verdict, FAILURE_ASSERTION, "main printed `alive: ` again after `alive: 0`");
    else
        judge_honesty(oracle, line, verdict);
    oracle_completed(oracle, verdict);
}

static void exitcode(const struct oracle *oracle, struct verdict *verdict)
{
    char fate[64];
    if (!started(oracle, verdict))
        return;
    uint32_t process = victim(oracle);
    const struct task *task = &oracle->run->tasks[process];
    size_t line = find(oracle, "exitcode: ", 0);
    if (line == oracle->line_count && !oracle_tells(oracle, verdict))
        return;
    if (task->fate != FATE_SIGNALLED || task->status != SIGTERM)
        fail(verdict, FAILURE_ASSERTION, "the process should end by signal 15, but: %s",
             oracle_process_fate(oracle, process, fate));
    else if (strcmp(text(oracle, line), "exitcode: -15") != 0)
        fail_line(oracle, line, "`exitcode: -15`", verdict);
    else if (find(oracle, "exitcode: ", line + 1) < oracle->line_count)
        fail(verdict, FAILURE_ASSERTION, "main printed `exitcode: ` more than once");
}

static void reaped(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    if (!started(oracle, verdict) || !oracle_tells(oracle, verdict))
        return;
    for (uint32_t i = 1; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        if (!oracle_is_process(oracle, i) || task->reaped_by != NO_TASK)
            continue;
        fail(verdict, FAILURE_LEAK,
             task->fate == FATE_ALIVE ? "process %s is still running at the end"
                                      : "process %s ended, but nobody waited for it: a zombie",
             task->path);
    }
}

static void no_fixed_sleep(const struct oracle *oracle, struct verdict *verdict)
{
    if (!started(oracle, verdict))
        return;
    if (oracle_completed(oracle, verdict))
        ends_dead(oracle, verdict);
    if (!verdict->failed)
        exitcode(oracle, verdict);
    if (!verdict->failed)
        reaped(oracle, verdict);
}

/* "0", "-1" or "stray": who was signalled when it was no single process of this program. */
static bool goes_astray(const struct oracle *oracle, const struct step *step, char who[16])
{
    snprintf(who, 16, "%.*s", (int)step->size, oracle_bytes(oracle, step));
    return step->other == NO_TASK && (who[0] != '-' || strcmp(who, "-1") == 0);
}

static void no_stray_signal(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    size_t at = oracle_process_step(oracle, NO_TASK, OPERATION_KILL, 0);
    for (; at < run->step_count;
         at = oracle_process_step(oracle, NO_TASK, OPERATION_KILL, at + 1)) {
        const struct step *step = &run->steps[at];
        char who[16];
        if (goes_astray(oracle, step, who))
            fail_at(verdict, FAILURE_ASSERTION, at, "signal %d was sent to %s%s",
                    (int)step->argument, strcmp(who, "stray") == 0 ? "" : "pid ",
                    strcmp(who, "stray") == 0
                        ? "a process that had been waited for already: its number may belong to "
                          "another one by then"
                        : who);
    }
}

const struct oracle_check oracle_checks[] = {
    {"starts-alive", starts_alive},
    {"terminate-is-asynchronous", terminate_is_asynchronous},
    {"ends-dead", ends_dead},
    {"exitcode", exitcode},
    {"reaped", reaped},
    {"no-fixed-sleep", no_fixed_sleep},
    {"no-stray-signal", no_stray_signal},
    {0},
};
