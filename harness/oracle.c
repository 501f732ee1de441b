/* SPDX-License-Identifier: MIT */
/* What every check starts from: the lines that the processes printed, and how a check says no.
 *
 * Lines are pieced together per process and stream from the captured writes, never from the merged
 * output: the kernel may interleave two processes between two writes, and that is no fault of
 * theirs. This file relies on standard output and standard error being objects of class
 * OBJECT_OUTPUT with exactly these names. Answers are a function of the run alone. */
#include "oracle.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *oracle_object(const struct oracle *oracle, const struct step *step)
{
    const char *name =
        step->object < oracle->run->object_count ? oracle->run->objects[step->object].name : NULL;
    return name ? name : "";
}

const char *oracle_bytes(const struct oracle *oracle, const struct step *step)
{
    return step->size ? oracle->run->bytes + step->data : "";
}

long oracle_argument(const struct oracle *oracle, size_t index)
{
    for (size_t i = 0; oracle->arguments && oracle->arguments[i]; i++) {
        if (i == index)
            return strtol(oracle->arguments[i], NULL, 10);
    }
    return 0;
}

/* A line that is still being written, one per process. */
struct pending {
    struct text text;
    size_t begin, step;
    uint32_t task;
};

struct collector {
    const struct run *run;
    struct pending *pending; /* by first task of the process */
    struct oracle_line *lines;
    size_t count, capacity;
};

static void collector_end_line(struct collector *collector, struct pending *pending, bool complete)
{
    uint32_t process = collector->run->tasks[pending->task].process;
    array_reserve(collector->lines, collector->count, collector->capacity);
    collector->lines[collector->count++] = (struct oracle_line){
        .task = pending->task,
        .process = process,
        .begin = pending->begin,
        .step = pending->step,
        .time = collector->run->steps[pending->step].time,
        .complete = complete,
        .text = text_steal(&pending->text),
    };
    *pending = (struct pending){0};
}

static void collector_add(struct collector *collector, size_t index, const char *bytes)
{
    const struct step *step = &collector->run->steps[index];
    struct pending *pending = &collector->pending[collector->run->tasks[step->task].process];
    for (size_t i = 0; i < step->size; i++) {
        if (!pending->text.length)
            pending->begin = index;
        pending->step = index;
        pending->task = step->task;
        if (bytes[i] == '\n')
            collector_end_line(collector, pending, true);
        else if (bytes[i] == '\0')
            text_add_string(&pending->text, "\\x00");
        else
            text_add(&pending->text, &bytes[i], 1);
    }
}

/* Complete lines are found in the order of their steps; an unfinished one is found last, and is
 * moved to its place. */
static void collector_place_last(struct collector *collector)
{
    struct oracle_line *lines = collector->lines;
    for (size_t i = collector->count - 1; i > 0 && lines[i].step < lines[i - 1].step; i--) {
        struct oracle_line swap = lines[i];
        lines[i] = lines[i - 1];
        lines[i - 1] = swap;
    }
}

static struct oracle_line *collect_lines(const struct oracle *oracle, const char *stream,
                                         size_t *count)
{
    const struct run *run = oracle->run;
    struct collector collector = {.run = run};
    collector.pending = allocate((run->task_count + 1) * sizeof *collector.pending);
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->operation == OPERATION_WRITE && step->object < run->object_count &&
            run->objects[step->object].class == OBJECT_OUTPUT &&
            strcmp(oracle_object(oracle, step), stream) == 0)
            collector_add(&collector, i, oracle_bytes(oracle, step));
    }
    for (size_t i = 0; i < run->task_count; i++) {
        if (collector.pending[i].text.length) {
            collector_end_line(&collector, &collector.pending[i], false);
            collector_place_last(&collector);
        }
        text_free(&collector.pending[i].text);
    }
    free(collector.pending);
    *count = collector.count;
    return collector.lines;
}

void oracle_open(struct oracle *oracle, const struct run *run, const char *scenario,
                 char *const *arguments, unsigned faults)
{
    *oracle =
        (struct oracle){.run = run, .scenario = scenario, .arguments = arguments, .faults = faults};
    oracle->lines = collect_lines(oracle, "standard output", &oracle->line_count);
    oracle->errors = collect_lines(oracle, "standard error", &oracle->error_count);
}

static void free_lines(const struct oracle_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free((void *)lines[i].text);
    free((void *)lines);
}

void oracle_close(struct oracle *oracle)
{
    free_lines(oracle->lines, oracle->line_count);
    free_lines(oracle->errors, oracle->error_count);
    *oracle = (struct oracle){0};
}

__attribute__((format(printf, 3, 0))) static void
fail_with(struct verdict *verdict, enum failure_kind kind, const char *format, va_list arguments)
{
    verdict->failed = true;
    verdict->kind = kind;
    vsnprintf(verdict->message, sizeof verdict->message, format, arguments);
}

void fail(struct verdict *verdict, enum failure_kind kind, const char *format, ...)
{
    if (verdict->failed)
        return;
    va_list arguments;
    va_start(arguments, format);
    fail_with(verdict, kind, format, arguments);
    va_end(arguments);
}

void fail_at(struct verdict *verdict, enum failure_kind kind, size_t step, const char *format, ...)
{
    if (verdict->failed)
        return;
    va_list arguments;
    va_start(arguments, format);
    fail_with(verdict, kind, format, arguments);
    va_end(arguments);
    verdict->steps[verdict->step_count++] = step;
}

void fail_between(struct verdict *verdict, enum failure_kind kind, const size_t steps[2],
                  const char *format, ...)
{
    if (verdict->failed)
        return;
    va_list arguments;
    va_start(arguments, format);
    fail_with(verdict, kind, format, arguments);
    va_end(arguments);
    verdict->steps[0] = steps[0] < steps[1] ? steps[0] : steps[1];
    verdict->steps[1] = steps[0] < steps[1] ? steps[1] : steps[0];
    verdict->step_count = 2;
}

/* "; main waits for lock 1, held by main.2; …": who was stuck on what. */
static void describe_waiters(const struct run *run, struct text *text)
{
    for (size_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        if (task->fate == FATE_ALIVE && task->waiting_for)
            text_add_format(text, "%s%s waits for %s", text->length ? "; " : ": ", task->path,
                            task->waiting_for);
    }
}

bool oracle_completed(const struct oracle *oracle, struct verdict *verdict)
{
    static const struct {
        enum run_end end;
        enum failure_kind kind;
        const char *message;
    } endings[] = {
        {RUN_DEADLOCK, FAILURE_DEADLOCK, "the program stands still for ever"},
        {RUN_LIVELOCK, FAILURE_LIVELOCK, "the program spins without getting anywhere"},
        {RUN_STEP_LIMIT, FAILURE_LIMIT, "the program didn't come to an end"},
        {RUN_LIMIT, FAILURE_LIMIT, "the program was stopped at a limit"},
        {RUN_GUARD, FAILURE_TIMEOUT, "the program gave no answer in time"},
        {RUN_DIVERGED, FAILURE_TIMEOUT, "the run didn't repeat"},
    };
    const struct run *run = oracle->run;
    if (run->end == RUN_COMPLETED)
        return true;
    struct text more cleanup_with(text_free) = {0};
    describe_waiters(run, &more);
    if (!more.length && run->detail)
        text_add_format(&more, ": %s", run->detail);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (endings[i].end == run->end)
            fail(verdict, endings[i].kind, "%s%s", endings[i].message, more.data ? more.data : "");
    }
    return false;
}

bool oracle_tells(const struct oracle *oracle, struct verdict *verdict)
{
    bool failed_before = verdict->failed;
    bool ended = oracle_completed(oracle, verdict);
    verdict->silent |= !ended && !failed_before;
    return ended;
}
