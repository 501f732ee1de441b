/* SPDX-License-Identifier: MIT */
/* Turns steps into words. What a result means depends on the operation; the table below says which
 * of a step's fields carries it. */
#define _GNU_SOURCE
#include "trace.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_BYTES = 48, /* of what was read or written */
    KEPT_START = 60,  /* steps of a clipped run */
    KEPT_AROUND = 40, /* on each side of a critical step */
};

enum meaning {
    MEANS_RESULT,
    MEANS_SIGNAL,
    MEANS_STATUS,
    MEANS_DURATION,
    MEANS_CONDITION,
    MEANS_EVENT,
};

static const unsigned char meanings[OPERATION_COUNT] = {
    [OPERATION_KILL] = MEANS_SIGNAL,          [OPERATION_DELIVER] = MEANS_SIGNAL,
    [OPERATION_SIGNAL_SETUP] = MEANS_SIGNAL,  [OPERATION_DEATH] = MEANS_SIGNAL,
    [OPERATION_EXIT] = MEANS_STATUS,          [OPERATION_SLEEP] = MEANS_DURATION,
    [OPERATION_TIME_PASSES] = MEANS_DURATION, [OPERATION_CONDITION] = MEANS_CONDITION,
    [OPERATION_EVENT] = MEANS_EVENT,
};

static void describe_signal(struct text *text, int number)
{
    const char *name = sigabbrev_np(number);
    if (name)
        text_add_format(text, "SIG%s", name);
    else
        text_add_format(text, "signal %d", number);
}

static void describe_condition(struct text *text, long argument)
{
    if (argument == CONDITION_WAITS || argument == CONDITION_MAY_END_EARLY)
        text_add_string(text, "wait");
    else if (argument == CONDITION_WAKES_ALL)
        text_add_string(text, "wake all");
    else
        text_add_format(text, "wake %ld", argument);
}

static void describe_event(struct text *text, long argument)
{
    static const char *const words[] = {[EVENT_WAITS] = "wait",
                                        [EVENT_IS_SET] = "set",
                                        [EVENT_IS_CLEARED] = "clear",
                                        [EVENT_IS_ASKED] = "is it set?"};
    bool known = argument >= 0 && (size_t)argument < sizeof words / sizeof *words;
    text_add_string(text, known ? words[argument] : "0");
}

static void describe_error(struct text *text, long number)
{
    const char *name = strerrorname_np((int)number);
    text_add_string(text, name ? name : "error");
}

/* Bytes as a quoted string, newlines as \n. */
static void add_quoted(struct text *text, const char *bytes, size_t size)
{
    text_add_string(text, "\"");
    while (size > 0) {
        const char *newline = memchr(bytes, '\n', size);
        size_t part = newline ? (size_t)(newline - bytes) : size;
        text_add_printable(text, bytes, part, false);
        if (newline)
            text_add_string(text, "\\n");
        part += newline != NULL;
        bytes += part;
        size -= part;
    }
    text_add_string(text, "\"");
}

static void describe_data(struct text *text, const struct run *run, const struct step *step)
{
    size_t size = step->data <= run->byte_count ? run->byte_count - step->data : 0;
    if (size > step->size)
        size = step->size;
    bool clipped = size > SHOWN_BYTES || size < step->size;
    add_quoted(text, run->bytes + step->data, size > SHOWN_BYTES ? SHOWN_BYTES : size);
    if (clipped)
        text_add_format(text, "… (%zu bytes)", step->size);
}

static char *describe_result(const struct run *run, const struct step *step)
{
    struct text text = {0};
    if (step->result < 0)
        describe_error(&text, -step->result);
    else if (step->size && run->bytes)
        describe_data(&text, run, step);
    else if (meanings[step->operation] == MEANS_SIGNAL)
        describe_signal(&text, (int)step->argument);
    else if (meanings[step->operation] == MEANS_STATUS)
        text_add_format(&text, "status %lld", (long long)step->argument);
    else if (meanings[step->operation] == MEANS_DURATION)
        text_add_format(&text, "%.3f s", (double)step->argument / 1e9);
    else if (meanings[step->operation] == MEANS_CONDITION)
        describe_condition(&text, step->argument);
    else if (meanings[step->operation] == MEANS_EVENT)
        describe_event(&text, step->argument);
    else
        text_add_format(&text, "%lld", (long long)step->result);
    if (step->blocked && meanings[step->operation] != MEANS_DURATION)
        text_add_string(&text, ", had to wait");
    return text_steal(&text);
}

static char *describe_object(const struct run *run, const struct step *step)
{
    struct text text = {0};
    const char *name =
        step->other < run->task_count ? run->tasks[step->other].path : run_object_name(run, step);
    if (!name)
        name = "";
    text_add_printable(&text, name, strlen(name), false);
    return text_steal(&text);
}

static bool is_in(size_t index, const size_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == index)
            return true;
    return false;
}

/* Which steps of a run with too many are kept. */
static bool *choose(const struct run *run, const size_t *critical, size_t critical_count,
                    size_t most)
{
    size_t count = run->step_count, left = most;
    bool *kept = allocate(count + 1);
    for (size_t c = 0; c < critical_count; c++) {
        size_t from = critical[c] > KEPT_AROUND ? critical[c] - KEPT_AROUND : 0;
        for (size_t i = from; i < count && i <= critical[c] + KEPT_AROUND && left; i++) {
            left -= !kept[i];
            kept[i] = true;
        }
    }
    for (size_t i = 0; i < count && i < KEPT_START && left; i++) {
        left -= !kept[i];
        kept[i] = true;
    }
    for (size_t i = count; i-- > 0 && left;) {
        left -= !kept[i];
        kept[i] = true;
    }
    return kept;
}

void trace_build(const struct run *run, const size_t *critical, size_t critical_count, size_t most,
                 struct trace *trace)
{
    cleanup_free bool *kept = choose(run, critical, critical_count, most);
    *trace = (struct trace){.steps = allocate((run->step_count + 1) * sizeof *trace->steps)};
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (!kept[i]) {
            trace->omitted++;
            continue;
        }
        bool known = step->task < run->task_count;
        trace->steps[trace->count++] =
            (struct trace_step){.number = i + 1,
                                .time = (double)step->time / 1e9,
                                .task = step->task,
                                .process = known ? run->tasks[step->task].path : "clock",
                                .operation = operation_info(step->operation)->name,
                                .object = describe_object(run, step),
                                .result = describe_result(run, step),
                                .where = step->where,
                                .critical = is_in(i, critical, critical_count)};
    }
}

void trace_clear(struct trace *trace)
{
    for (size_t i = 0; i < trace->count; i++) {
        free(trace->steps[i].object);
        free(trace->steps[i].result);
    }
    free(trace->steps);
    *trace = (struct trace){0};
}

struct location trace_location(const struct run *run, const size_t *critical, size_t count,
                               bool anywhere)
{
    for (size_t i = count; i-- > 0;)
        if (critical[i] < run->step_count && run->steps[critical[i]].where.file)
            return run->steps[critical[i]].where;
    for (size_t i = anywhere ? run->step_count : 0; i-- > 0;)
        if (run->steps[i].where.file)
            return run->steps[i].where;
    return (struct location){0};
}
