/* SPDX-License-Identifier: MIT */
/* Reading a queue's history from the notes, and the order conditions that every queue obeys. All
 * reasoning is by intervals: a call took effect at some moment between its two notes, nobody knows
 * which, so that only calls that don't overlap have an order. */
#include "oracle_queue.h"

#include "base/allocate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int operation_of(const char *name)
{
    static const char *const names[] = {"put", "get", "size", "close"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(names[i], name) == 0)
            return i;
    }
    return -1;
}

struct note {
    char edge[8], name[8], rest[16];
    long item;
};

static bool read_note(const struct oracle *oracle, const struct step *step, struct note *note)
{
    char text[64];
    if (step->operation != OPERATION_NOTE)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)step->size, oracle_bytes(oracle, step));
    return sscanf(text, "%7s %7s %ld %15s", note->edge, note->name, &note->item, note->rest) == 4 &&
           operation_of(note->name) >= 0;
}

static void begin_call(struct queue_history *history, const struct oracle *oracle, size_t index,
                       const struct note *note)
{
    const struct run *run = oracle->run;
    array_reserve(history->calls, history->count, history->capacity);
    history->calls[history->count++] = (struct queue_call){
        .operation = (enum queue_operation)operation_of(note->name),
        .process = run->tasks[run->steps[index].task].process,
        .item = note->item,
        .timeout = strtod(note->rest, NULL),
        .status = "pending",
        .begin = index,
        .end = run->step_count,
        .begin_time = run->steps[index].time,
        .end_time = run->time,
    };
}

static void end_call(struct queue_history *history, const struct oracle *oracle, size_t index,
                     const struct note *note)
{
    const struct run *run = oracle->run;
    for (size_t i = history->count; i-- > 0;) {
        struct queue_call *call = &history->calls[i];
        if (call->process != run->tasks[run->steps[index].task].process)
            continue;
        call->item = note->item;
        call->end = index;
        call->end_time = run->steps[index].time;
        snprintf(call->status, sizeof call->status, "%s", note->rest);
        return;
    }
}

struct queue_history oracle_queue_history(const struct oracle *oracle)
{
    struct queue_history history = {0};
    struct note note;
    for (size_t i = 0; i < oracle->run->step_count; i++) {
        if (!read_note(oracle, &oracle->run->steps[i], &note))
            continue;
        if (strcmp(note.edge, "begin") == 0)
            begin_call(&history, oracle, i, &note);
        else
            end_call(&history, oracle, i, &note);
    }
    return history;
}

void oracle_queue_free(struct queue_history *history)
{
    free(history->calls);
    *history = (struct queue_history){0};
}

bool oracle_queue_is(const struct queue_call *call, enum queue_operation operation,
                     const char *status)
{
    return call->operation == operation && strcmp(call->status, status) == 0;
}

const struct queue_call *oracle_queue_of_item(const struct queue_history *history,
                                              enum queue_operation operation, long item)
{
    for (size_t i = 0; i < history->count; i++) {
        if (history->calls[i].item == item && oracle_queue_is(&history->calls[i], operation, "ok"))
            return &history->calls[i];
    }
    return NULL;
}

/* May the call have changed the number of items? What never returned may have. */
static bool may_count(const struct queue_call *call)
{
    return strcmp(call->status, "ok") == 0 || strcmp(call->status, "pending") == 0;
}

void oracle_queue_bounds(const struct queue_history *history, const struct queue_call *call,
                         long *least, long *most)
{
    *least = 0;
    *most = 0;
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *other = &history->calls[i];
        bool before = other->end<call->begin, after = other->begin> call->end;
        if (other == call || after || !may_count(other))
            continue;
        if (other->operation == QUEUE_PUT) {
            *least += before;
            *most += 1;
        } else if (other->operation == QUEUE_GET) {
            *least -= 1;
            *most -= before;
        }
    }
}

bool oracle_queue_disorder(const struct queue_history *history, const struct queue_call **first,
                           const struct queue_call **later)
{
    for (size_t i = 0; i < history->count; i++) {
        for (size_t j = 0; j < history->count; j++) {
            const struct queue_call *a = &history->calls[i], *b = &history->calls[j];
            if (!oracle_queue_is(a, QUEUE_GET, "ok") || !oracle_queue_is(b, QUEUE_GET, "ok") ||
                b->end >= a->begin)
                continue;
            const struct queue_call *put_a = oracle_queue_of_item(history, QUEUE_PUT, a->item);
            const struct queue_call *put_b = oracle_queue_of_item(history, QUEUE_PUT, b->item);
            if (put_a && put_b && put_a->end < put_b->begin) {
                *first = a;
                *later = b;
                return true;
            }
        }
    }
    return false;
}
