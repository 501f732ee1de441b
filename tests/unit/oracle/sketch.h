/* SPDX-License-Identifier: MIT */
/* Runs made by hand, step by step, for tests of what oracles ask. Names and texts are copied. */
#ifndef TESTS_UNIT_ORACLE_SKETCH_H
#define TESTS_UNIT_ORACLE_SKETCH_H

#include "contract/run.h"
#include "oracle.h"

struct sketch {
    struct run run;
    size_t step_capacity, object_capacity;
    uint64_t now; /* time of the next steps */
};

/* Main and its children main.1, main.2, …, all of them exited with status 0 and reaped by main. */
void sketch_begin(struct sketch *sketch, uint32_t tasks);
void sketch_end(struct sketch *sketch);

/* Adds a step and returns its index; `data` may be NULL. */
size_t sketch_step(struct sketch *sketch, uint32_t task, enum operation operation,
                   enum object_class class, const char *object, const char *data);
size_t sketch_print(struct sketch *sketch, uint32_t task, const char *text);
size_t sketch_read(struct sketch *sketch, uint32_t task, const char *path, const char *text);
size_t sketch_note(struct sketch *sketch, uint32_t task, const char *text);

void sketch_file(struct sketch *sketch, const char *path, const char *text);

#endif
