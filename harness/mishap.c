/* SPDX-License-Identifier: MIT */
/* Checks for a program without an assignment. Each looks at how the run and its tasks ended, never
 * at what was printed: the last line on standard error is only quoted. Relies on an abnormal end
 * being told by the task's fate, and on a program's own faults having signals of their own; a
 * process that another one killed is no crash. */
#define _GNU_SOURCE
#include "mishap.h"

#include "base/scope.h"
#include "base/text.h"
#include "detect/detection.h"
#include "oracle_process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
    int signal;
    const char *meaning;
} faults[] = {
    {SIGSEGV, "it touched memory that isn't its own"},
    {SIGBUS, "it touched memory that has nothing behind it"},
    {SIGFPE, "it divided by zero, or alike"},
    {SIGILL, "it ran into what is no instruction"},
    {SIGTRAP, "it ran into a trap"},
    {SIGSYS, "it made a system call that isn't allowed here"},
};

/* Why a signal means that the program did something impossible; NULL when it doesn't. */
static const char *meaning_of(int number)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].signal == number)
            return faults[i].meaning;
    return NULL;
}

/* Where to look: the last step of the process that has a place in its source, else its end. */
static size_t last_step_of(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    size_t end = oracle_process_end(oracle, process);
    for (size_t i = end < run->step_count ? end + 1 : run->step_count; i-- > 0;)
        if (run->tasks[run->steps[i].task].process == process && run->steps[i].where.file)
            return i;
    return end < run->step_count ? end : 0;
}

static void judge_crash(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    for (uint32_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        const char *meaning = task->fate == FATE_SIGNALLED ? meaning_of(task->status) : NULL;
        if (!meaning || !oracle_is_process(oracle, i))
            continue;
        size_t last = last_step_of(oracle, i);
        const struct location *where = &run->steps[last].where;
        char place[128] = "";
        if (where->file)
            snprintf(place, sizeof place, ", soon after %.80s:%u", where->file, where->line);
        fail_at(verdict, FAILURE_CRASH, last, "%s crashed with SIG%s%s: %s", task->path,
                sigabbrev_np(task->status), place, meaning);
    }
}

/* The last words of a process on standard error; "" when it had none. */
static const char *last_words(const struct oracle *oracle, uint32_t process)
{
    for (size_t i = oracle->error_count; i-- > 0;)
        if (oracle->errors[i].process == process)
            return oracle->errors[i].text;
    return "";
}

static void judge_abort(const struct oracle *oracle, uint32_t process, struct verdict *verdict)
{
    const struct task *task = &oracle->run->tasks[process];
    const char *words = last_words(oracle, process);
    if (task->fate != FATE_SIGNALLED || task->status != SIGABRT)
        return;
    fail_at(verdict, FAILURE_ASSERTION, last_step_of(oracle, process), "%s called abort%s%.300s",
            task->path, *words ? ": " : "", words);
}

/* Exit statuses as a shell counts them: 128 and more for a signal. */
static void judge_status(const struct oracle *oracle, struct verdict *verdict)
{
    const struct task *task = &oracle->run->tasks[0];
    int status = task->fate == FATE_SIGNALLED ? 128 + task->status : task->status;
    char buffer[64];
    if (!oracle->accepted || task->fate == FATE_ALIVE || oracle->accepted[status & 0xff])
        return;
    fail_at(verdict, FAILURE_ASSERTION, last_step_of(oracle, 0), "main ended with %s%s%.300s",
            oracle_process_fate(oracle, 0, buffer), *last_words(oracle, 0) ? ": " : "",
            last_words(oracle, 0));
}

static void judge_assertion(const struct oracle *oracle, struct verdict *verdict)
{
    for (uint32_t i = 0; i < oracle->run->task_count; i++)
        if (oracle_is_process(oracle, i))
            judge_abort(oracle, i, verdict);
    judge_status(oracle, verdict);
}

/* Takes the run's end for a failure if it is one of this kind. */
static void judge_end(const struct oracle *oracle, enum failure_kind kind, struct verdict *verdict)
{
    struct verdict whole = {0};
    if (!oracle_completed(oracle, &whole) && whole.kind == kind)
        *verdict = whole;
}

static void judge_deadlock(const struct oracle *oracle, struct verdict *verdict)
{
    judge_end(oracle, FAILURE_DEADLOCK, verdict);
}

static void judge_livelock(const struct oracle *oracle, struct verdict *verdict)
{
    judge_end(oracle, FAILURE_LIVELOCK, verdict);
}

static bool ended_by_a_birth(const struct run *run)
{
    const struct step *last = run->step_count ? &run->steps[run->step_count - 1] : NULL;
    return run->end == RUN_LIMIT && last && last->result == -EAGAIN &&
           (last->operation == OPERATION_FORK || last->operation == OPERATION_THREAD);
}

/* Time may have run out as well. */
static bool ended_by_steps(const struct run *run)
{
    static const char unit[] = " steps";
    size_t length = run->detail ? strlen(run->detail) : 0;
    return run->end == RUN_STEP_LIMIT && length >= sizeof unit &&
           strcmp(run->detail + length + 1 - sizeof unit, unit) == 0;
}

static void judge_limit(const struct oracle *oracle, struct verdict *verdict)
{
    judge_end(oracle, FAILURE_LIMIT, verdict);
    const char *remedy =
        ended_by_a_birth(oracle->run) ? " (--tasks allows more)"
        : ended_by_steps(oracle->run)
            ? " (--steps allows more; fewer rounds of its loops would show the same)"
            : "";
    size_t used = strlen(verdict->message);
    if (verdict->failed)
        snprintf(verdict->message + used, sizeof verdict->message - used, "%s", remedy);
}

static void judge_detections(const struct oracle *oracle, enum failure_kind kind,
                             enum detection_kind first, enum detection_kind last,
                             struct verdict *verdict)
{
    cleanup_with(detections_clear) struct detections found = {0};
    detect_all(oracle->run, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct detection *detection = &found.items[i];
        if (detection->kind >= first && detection->kind <= last)
            fail_between(verdict, kind, detection->steps, "%s", detection->message);
    }
}

static void judge_race(const struct oracle *oracle, struct verdict *verdict)
{
    judge_detections(oracle, FAILURE_RACE, DETECTION_DATA_RACE, DETECTION_FILE_RACE, verdict);
}

static void judge_leak(const struct oracle *oracle, struct verdict *verdict)
{
    judge_detections(oracle, FAILURE_LEAK, DETECTION_ZOMBIE, DETECTION_DESCRIPTOR_LEAK, verdict);
}

const struct oracle_check *mishap_checks(void)
{
    static const struct oracle_check checks[] = {
        {"crash", judge_crash},       {"assertion", judge_assertion},
        {"deadlock", judge_deadlock}, {"livelock", judge_livelock},
        {"limit", judge_limit},       {"race", judge_race},
        {"leak", judge_leak},         {NULL, NULL},
    };
    return checks;
}
