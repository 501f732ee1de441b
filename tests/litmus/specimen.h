/* SPDX-License-Identifier: MIT */
/* A litmus program: its source, and what its head comment states about it. A line each:
 *
 *   faults: skew late-signals      names of faults that are on (none by default)
 *   budget: 300                    schedules of each strategy (150 by default)
 *   search: complete               the exhaustive search must come to its end within the budget
 *   input: text                    standard input, "\n" for a newline (empty by default)
 *   tools: yes                     the machine's own programs may be executed
 *   report: detail                 an end other than "completed" is told with who waits for what
 *   depth: 2                       steps whose order makes the bug, in a program of tests/bench
 *   each: 2 3 4                    values of the macro EACH to try it with, there
 *   finding: data-race             a detector's finding about memory or locks that must come up;
 *                                  any other of that sort is a complaint
 *   compiler: gcc                  it isn't tried with clang
 *   outcome: first | second        lines printed by all processes, in order; "(nothing)"; and
 *                                  "deadlock", "livelock" ... where the run ended so
 */
#ifndef TESTS_LITMUS_SPECIMEN_H
#define TESTS_LITMUS_SPECIMEN_H

#include "base/error.h"
#include "base/text.h"
#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outcomes {
    char **items;
    size_t count, capacity;
};

bool outcomes_have(const struct outcomes *outcomes, const char *outcome);
void outcomes_add(struct outcomes *outcomes, const char *outcome);
void outcomes_clear(struct outcomes *outcomes);

enum { SPECIMEN_VALUES = 8 };

struct specimen {
    struct text source;
    struct text input;
    struct outcomes expected;
    struct outcomes findings; /* names of kinds */
    unsigned faults;
    uint64_t budget;
    char *depth;
    long each[SPECIMEN_VALUES];
    size_t each_count;
    bool detailed, tools, complete;
};

MUST_CHECK int specimen_read(const char *path, struct specimen *specimen, struct error *err);
void specimen_clear(struct specimen *specimen);

/* The outcome of a run, in the words of the head comment. free() it. */
char *specimen_outcome(const struct specimen *specimen, const struct run *run);

#endif
