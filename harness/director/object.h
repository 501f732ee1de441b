/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_OBJECT_H
#define HARNESS_DIRECTOR_OBJECT_H

#include "contract/operation.h"

#include <stdint.h>

struct director;
struct live_task;
struct descriptor;

struct object_key {
    enum object_class class;
    uint64_t first, second;
    uint32_t holder; /* of a lock; NO_TASK */
};

/* Index of the object of this class and key; made, with `name` or a numbered one, if it is new. */
uint32_t object_of(struct director *director, enum object_class class, uint64_t first,
                   uint64_t second, const char *name);
uint32_t object_of_path(struct director *director, const char *path);
/* A file has a new name from now on. */
void object_rename(struct director *director, const char *from, const char *to);

/* What a descriptor of the task's process stands for; NULL when there is no such descriptor. */
const struct descriptor *descriptor_of(struct director *director, struct live_task *task, int fd);
/* Our duplicate of it, for use now and not later; -1 when there is none. Give it back. */
int descriptor_borrow(struct director *director, const struct live_task *task, int fd);
void descriptor_return(struct director *director, const struct live_task *task, int fd, int copy);
void descriptor_forget(struct director *director, struct live_task *task, int fd);

#endif
