/* SPDX-License-Identifier: MIT */
/* A small abstract machine for tests of exploration: tasks that run programs over shared variables
 * and locks, under any chooser, without a kernel. It asks what the director would ask. */
#ifndef TESTS_UNIT_EXPLORE_SYSTEM_H
#define TESTS_UNIT_EXPLORE_SYSTEM_H

#include "contract/choice.h"
#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYSTEM_TASKS = 24, SYSTEM_PROGRAM = 24, SYSTEM_VARIABLES = 8, SYSTEM_LOCKS = 4 };

enum action {
    ACT_END,     /* the task ends (what follows every program) */
    ACT_READ,    /* register = variable */
    ACT_WRITE,   /* variable = value; with a short-io fault it is left as it was */
    ACT_STORE,   /* variable = register + value */
    ACT_LOCK,    /* blocks while somebody holds lock `object` */
    ACT_UNLOCK,  /* */
    ACT_START,   /* task number `object` begins */
    ACT_WAIT,    /* blocks until task number `object` has ended */
    ACT_KILL,    /* a signal for task `object` is in flight; its delivery ends the task */
    ACT_SPIN,    /* goes round, yielding, until the variable has the value */
    ACT_PICK,    /* variable = one of 0..value-1, as chosen */
    ACT_COMPUTE, /* touches nothing */
    ACT_FOREVER, /* touches nothing, without end, never yielding */
    ACT_FAIL_IF, /* reads; the run has failed if the variable has the value */
};

struct instruction {
    enum action action;
    uint32_t object;
    int64_t value;
};

struct system {
    struct instruction programs[SYSTEM_TASKS][SYSTEM_PROGRAM];
    size_t task_count;
    uint32_t started;  /* tasks below this number exist from the beginning; 0 means: all */
    unsigned faults;   /* FAULT_SHORT_IO, FAULT_SKEW (offers the clock at every decision) */
    size_t step_limit; /* 0: 5000 */
};

struct outcome {
    bool failed;
    int64_t variables[SYSTEM_VARIABLES];
};

/* Runs it; `run` gets end, tasks, steps, choices and preemptions, and is cleared first. */
struct outcome system_run(const struct system *system, struct chooser chooser, struct run *run);

#endif
