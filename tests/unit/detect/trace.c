/* SPDX-License-Identifier: MIT */
#include "trace.h"

#include "base/allocate.h"

static uint32_t add_task(struct trace *trace, uint32_t parent)
{
    struct run *run = &trace->run;
    uint32_t index = (uint32_t)run->task_count;
    array_reserve(run->tasks, run->task_count, trace->task_capacity);
    run->tasks[run->task_count++] = (struct task){
        .path = parent == NO_TASK ? copy_string("main")
                                  : format_string("%s.%u", run->tasks[parent].path, index),
        .parent = parent,
        .guardian = parent,
        .process = index,
        .reaped_by = NO_TASK,
        .born_step = (uint32_t)run->step_count};
    return index;
}

void trace_begin(struct trace *trace)
{
    *trace = (struct trace){0};
    trace_object(trace, OBJECT_NONE, "none");
    add_task(trace, NO_TASK);
}

void trace_end(struct trace *trace)
{
    run_clear(&trace->run);
}

uint32_t trace_object(struct trace *trace, enum object_class class, const char *name)
{
    struct run *run = &trace->run;
    array_reserve(run->objects, run->object_count, trace->object_capacity);
    run->objects[run->object_count] = (struct object){.class = class, .name = copy_string(name)};
    return (uint32_t)run->object_count++;
}

size_t trace_step(struct trace *trace, uint32_t task, enum operation operation, uint32_t object)
{
    struct run *run = &trace->run;
    array_reserve(run->steps, run->step_count, trace->step_capacity);
    run->steps[run->step_count] = (struct step){.task = task,
                                                .operation = operation,
                                                .access = operation_info(operation)->access,
                                                .object = object,
                                                .other = NO_TASK,
                                                .argument = 4,
                                                .result = 1};
    return run->step_count++;
}

size_t trace_exit(struct trace *trace, uint32_t task)
{
    size_t step = trace_step(trace, task, OPERATION_EXIT, 0);
    trace->run.tasks[task].fate = FATE_EXITED;
    trace->run.tasks[task].death_step = (uint32_t)step;
    for (size_t i = 0; i < trace->run.task_count; i++)
        if (trace->run.tasks[i].parent == task && trace->run.tasks[i].fate == FATE_ALIVE)
            trace->run.tasks[i].orphaned = true;
    return step;
}

size_t trace_wait(struct trace *trace, uint32_t parent, uint32_t child)
{
    size_t step = trace_step(trace, parent, OPERATION_WAIT, 0);
    trace->run.steps[step].other = child;
    trace->run.tasks[child].reaped_by = parent;
    trace->run.tasks[child].reap_step = (uint32_t)step;
    return step;
}

uint32_t trace_fork(struct trace *trace, uint32_t parent)
{
    size_t step = trace_step(trace, parent, OPERATION_FORK, 0);
    uint32_t child = add_task(trace, parent);
    trace->run.steps[step].other = child;
    return child;
}
