/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_OBJECT_H
#define HARNESS_DIRECTOR_OBJECT_H

#include "contract/operation.h"

#include <stdint.h>

struct director;
struct live_task;
struct stat;

struct object_key {
    enum object_class class;
    uint64_t first, second;
    uint32_t holder;  /* of a lock; NO_TASK */
    uint32_t changes; /* of an IPC object: steps that may have let somebody go on */
};

/* Index of the object of this class and key; made, with `name` or a numbered one, if it is new. */
uint32_t object_of(struct director *director, enum object_class class, uint64_t first,
                   uint64_t second, const char *name);
uint32_t object_of_path(struct director *director, const char *path);
/* What of this class was known there, isn't any more: the next use makes it anew. */
void objects_forget(struct director *director, enum object_class class, uint64_t low, uint64_t high,
                    uint64_t second);
/* A file has a new name from now on. */
void object_rename(struct director *director, const char *from, const char *to);

/* The content of a regular file, by our duplicate of a descriptor and what fstat says of it. */
uint32_t object_of_file(struct director *director, const struct stat *about, int copy);

#endif
