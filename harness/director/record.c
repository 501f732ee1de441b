/* SPDX-License-Identifier: MIT */
/* Recording: the only place that appends to the run. A step is recorded when it is taken (I6). */
#include "director/record.h"
#include "director/state.h"

#include "base/allocate.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPTURE_LIMIT = 8 << 20 };

static struct step *append(struct director *director, uint32_t task, enum operation operation)
{
    struct run *run = director->run;
    array_reserve(run->steps, run->step_count, director->step_capacity);
    struct step *step = &run->steps[run->step_count++];
    *step = (struct step){.task = task,
                          .operation = operation,
                          .access = operation_info(operation)->access,
                          .other = NO_TASK,
                          .concerns_threads = task < run->task_count &&
                                              task_concerns_threads(director, task, operation),
                          .time = director->now};
    return step;
}

/* Operations after which a program has come further; the others may be a spin. */
static bool is_progress(enum operation operation, int64_t result)
{
    switch (operation) {
    case OPERATION_COMPUTE:
    case OPERATION_YIELD:
    case OPERATION_CLOCK:
    case OPERATION_SLEEP:
    case OPERATION_POLL:
    case OPERATION_READ:
    case OPERATION_STAT:
    case OPERATION_SIZE:
    case OPERATION_TRY_LOCK:
    case OPERATION_SEMAPHORE_TRY:
    case OPERATION_MEMORY_READ:
    case OPERATION_ATOMIC_READ:
    case OPERATION_RELAXED_READ:
    case OPERATION_FENCE:
    case OPERATION_QUEUE_QUERY:
    case OPERATION_NOTE:
        return false;
    default:
        return result >= 0;
    }
}

/* Creating a file takes no name away. */
static bool changes_names(enum operation operation)
{
    const struct operation_info *info = operation_info(operation);
    return info->object == OBJECT_NAME && info->access == ACCESS_WRITE &&
           operation != OPERATION_CREATE;
}

struct step *record_step(struct director *director, struct live_task *task, int64_t result)
{
    const struct announced *announced = &task->announced;
    struct step *step = append(director, task->index, announced->operation);
    step->access = announced->access;
    step->object = announced->object;
    step->other = announced->other;
    step->argument = announced->argument;
    step->address = announced->address;
    step->result = result;
    step->blocked = task->waited;
    director->silent += announced->transparent && announced->access == ACCESS_NONE;
    if (is_progress(announced->operation, result))
        director->progress_step = director->run->step_count;
    if (changes_names(announced->operation))
        path_names_change(director);
    if (director->locator.locate)
        director->locator.locate(director->locator.context, task->os, &step->where);
    return step;
}

struct step *record_event(struct director *director, uint32_t task, enum operation operation)
{
    return append(director, task, operation);
}

void record_data(struct director *director, struct step *step, const void *data, size_t size)
{
    struct run *run = director->run;
    if (run->byte_count + size > CAPTURE_LIMIT)
        size = run->byte_count < CAPTURE_LIMIT ? CAPTURE_LIMIT - run->byte_count : 0;
    size_t need = run->byte_count + size;
    if (need > director->byte_capacity) {
        size_t capacity = director->byte_capacity ? director->byte_capacity : 4096;
        while (capacity < need)
            capacity *= 2;
        run->bytes = reallocate(run->bytes, capacity, 1);
        director->byte_capacity = capacity;
    }
    step->data = run->byte_count;
    step->size = size;
    if (size)
        memcpy(run->bytes + run->byte_count, data, size);
    run->byte_count += size;
}

void note_crash(struct director *director, struct live_task *task)
{
    struct task *record = &director->run->tasks[task->index];
    struct step *step = record_event(director, task->index, OPERATION_DEATH);
    const struct task *process = &director->run->tasks[process_of(director, task)->leader];
    step->argument = process->fate == FATE_SIGNALLED ? process->status : 0;
    record->death_step = (uint32_t)director->run->step_count;
    director->progress_step = director->run->step_count;
}

/* The first end counts: what comes after it is only clearing up. */
void end_run(struct director *director, enum run_end end, const char *format, ...)
{
    if (director->over)
        return;
    director->over = true;
    director->run->end = end;
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (message[0]) {
        free(director->run->detail);
        director->run->detail = copy_string(message);
    }
}
