/* SPDX-License-Identifier: MIT */
/* Writes a small run by hand, step by step, for tests of the detectors. */
#ifndef TESTS_UNIT_DETECT_TRACE_H
#define TESTS_UNIT_DETECT_TRACE_H

#include "contract/run.h"

struct trace {
    struct run run;
    size_t object_capacity, task_capacity, step_capacity;
};

/* A run in which main exists and has taken no step. */
void trace_begin(struct trace *trace);
void trace_end(struct trace *trace);
uint32_t trace_object(struct trace *trace, enum object_class class, const char *name);
/* Each appends a step and returns its index. */
size_t trace_step(struct trace *trace, uint32_t task, enum operation operation, uint32_t object);
size_t trace_exit(struct trace *trace, uint32_t task);
size_t trace_wait(struct trace *trace, uint32_t parent, uint32_t child);
/* The parent forks; returns the child's index in the task table. */
uint32_t trace_fork(struct trace *trace, uint32_t parent);

#endif
