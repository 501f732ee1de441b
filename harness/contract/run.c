/* SPDX-License-Identifier: MIT */
/* The record of a run: freeing and fingerprinting. */
#include "contract/run.h"

#include "base/allocate.h"

#include <stdlib.h>
#include <string.h>

void run_clear(struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++) {
        free(run->tasks[i].path);
        free(run->tasks[i].waiting_for);
    }
    for (size_t i = 0; i < run->object_count; i++)
        free(run->objects[i].name);
    for (size_t i = 0; i < run->file_count; i++) {
        free(run->files[i].path);
        free(run->files[i].data);
    }
    free(run->tasks);
    free(run->objects);
    free(run->steps);
    free(run->bytes);
    free(run->files);
    free(run->choices);
    free(run->taken);
    free(run->detail);
    free(run->uncontrolled_names);
    *run = (struct run){0};
}

static char *copy_or_null(const char *text)
{
    return text ? copy_string(text) : NULL;
}

static void copy_tables(struct run *to, const struct run *from)
{
    to->tasks = copy_memory(from->tasks, from->task_count * sizeof *from->tasks);
    for (size_t i = 0; i < from->task_count; i++) {
        to->tasks[i].path = copy_or_null(from->tasks[i].path);
        to->tasks[i].waiting_for = copy_or_null(from->tasks[i].waiting_for);
    }
    to->objects = copy_memory(from->objects, from->object_count * sizeof *from->objects);
    for (size_t i = 0; i < from->object_count; i++)
        to->objects[i].name = copy_or_null(from->objects[i].name);
    to->files = copy_memory(from->files, from->file_count * sizeof *from->files);
    for (size_t i = 0; i < from->file_count; i++) {
        to->files[i].path = copy_or_null(from->files[i].path);
        to->files[i].data = copy_memory(from->files[i].data, from->files[i].size);
    }
}

void run_copy(struct run *to, const struct run *from)
{
    *to = *from;
    copy_tables(to, from);
    to->detail = copy_or_null(from->detail);
    to->uncontrolled_names = copy_or_null(from->uncontrolled_names);
    to->steps = copy_memory(from->steps, from->step_count * sizeof *from->steps);
    to->bytes = copy_memory(from->bytes, from->byte_count);
    to->choices = copy_memory(from->choices, from->choice_count * sizeof *from->choices);
    to->taken = copy_memory(from->taken, from->taken_count * sizeof *from->taken);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
const char *run_object_name(const struct run *run, const struct step *step)
{
    if (step->where.variable)
        return step->where.variable;
    return step->object && step->object < run->object_count ? run->objects[step->object].name
                                                            : NULL;
}

static uint64_t mix(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *at = data;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t mix_number(uint64_t hash, uint64_t number)
{
    return mix(hash, &number, sizeof number);
}

static uint64_t mix_step(uint64_t hash, const struct step *step)
{
    hash = mix_number(hash, (uint64_t)step->task << 32 | (uint64_t)step->operation);
    hash = mix_number(hash, (uint64_t)step->object << 32 | step->other);
    hash = mix_number(hash, (uint64_t)step->result);
    return mix_number(mix_number(hash, step->time), step->size);
}

uint64_t run_fingerprint(const struct run *run)
{
    uint64_t hash = mix_number(UINT64_C(0xcbf29ce484222325), (uint64_t)run->end);
    for (size_t i = 0; i < run->step_count; i++)
        hash = mix_step(hash, &run->steps[i]);
    for (size_t i = 0; i < run->task_count; i++)
        hash =
            mix_number(hash, (uint64_t)run->tasks[i].fate << 32 | (unsigned)run->tasks[i].status);
    return mix(hash, run->bytes ? run->bytes : "", run->byte_count);
}

const char *run_end_name(enum run_end end)
{
    static const char *const names[] = {"completed", "deadlock", "livelock", "step-limit",
                                        "limit",     "guard",    "diverged"};
    return names[end];
}
