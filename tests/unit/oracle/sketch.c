/* SPDX-License-Identifier: MIT */
#include "sketch.h"

#include "base/allocate.h"

#include <string.h>

void sketch_begin(struct sketch *sketch, uint32_t tasks)
{
    *sketch = (struct sketch){.run = {.end = RUN_COMPLETED, .task_count = tasks}};
    struct run *run = &sketch->run;
    run->tasks = allocate(tasks * sizeof *run->tasks);
    for (uint32_t i = 0; i < tasks; i++)
        run->tasks[i] = (struct task){
            .path = i ? format_string("main.%u", i) : copy_string("main"),
            .parent = i ? 0 : NO_TASK,
            .guardian = i ? 0 : NO_TASK,
            .process = i,
            .fate = FATE_EXITED,
            .reaped_by = i ? 0 : NO_TASK,
        };
    array_reserve(run->objects, run->object_count, sketch->object_capacity);
    run->objects[run->object_count++] =
        (struct object){.class = OBJECT_NONE, .name = copy_string("")};
}

void sketch_end(struct sketch *sketch)
{
    run_clear(&sketch->run);
}

static uint32_t object_named(struct sketch *sketch, enum object_class class, const char *name)
{
    struct run *run = &sketch->run;
    for (uint32_t i = 0; i < run->object_count; i++) {
        if (run->objects[i].class == class && strcmp(run->objects[i].name, name) == 0)
            return i;
    }
    array_reserve(run->objects, run->object_count, sketch->object_capacity);
    run->objects[run->object_count] = (struct object){.class = class, .name = copy_string(name)};
    return (uint32_t)run->object_count++;
}

size_t sketch_step(struct sketch *sketch, uint32_t task, enum operation operation,
                   enum object_class class, const char *object, const char *data)
{
    struct run *run = &sketch->run;
    size_t size = data ? strlen(data) : 0;
    array_reserve(run->steps, run->step_count, sketch->step_capacity);
    run->steps[run->step_count] = (struct step){
        .task = task,
        .operation = operation,
        .object = object_named(sketch, class, object),
        .other = NO_TASK,
        .result = (int64_t)size,
        .time = sketch->now,
        .data = run->byte_count,
        .size = size,
    };
    run->bytes = reallocate(run->bytes, run->byte_count + size + 1, 1);
    memcpy(run->bytes + run->byte_count, data ? data : "", size);
    run->byte_count += size;
    run->time = sketch->now;
    return run->step_count++;
}

size_t sketch_print(struct sketch *sketch, uint32_t task, const char *text)
{
    return sketch_step(sketch, task, OPERATION_WRITE, OBJECT_OUTPUT, "standard output", text);
}

size_t sketch_read(struct sketch *sketch, uint32_t task, const char *path, const char *text)
{
    size_t index = sketch_step(sketch, task, OPERATION_READ, OBJECT_CONTENT, path, text);
    sketch->run.steps[index].argument = 64;
    return index;
}

size_t sketch_note(struct sketch *sketch, uint32_t task, const char *text)
{
    return sketch_step(sketch, task, OPERATION_NOTE, OBJECT_NONE, "", text);
}

void sketch_file(struct sketch *sketch, const char *path, const char *text)
{
    struct run *run = &sketch->run;
    run->files = reallocate(run->files, run->file_count + 1, sizeof *run->files);
    run->files[run->file_count++] =
        (struct file_image){copy_string(path), copy_string(text), strlen(text), true};
}
