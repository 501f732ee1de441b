/* SPDX-License-Identifier: MIT */
/* The few registers that can be known of a task that isn't traced, while it is held in a call. */
#ifndef HARNESS_SOURCE_REGISTERS_H
#define HARNESS_SOURCE_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct registers {
    uint64_t program_counter, stack_pointer;
    uint64_t operand, frame_pointer; /* of a call of the agent's: what it is about; else 0 */
    bool at_entry; /* of a function that can't be unwound: the stack begins with its return address
                    */
};

enum { REGISTER_FILES = 32 };

struct registers_source { /* zeroed before the first use */
    struct {
        pid_t task; /* 0: not open */
        int fd;
    } files[REGISTER_FILES]; /* by the task's number */
};

bool registers_read(struct registers_source *source, pid_t task, struct registers *registers);
void registers_close(struct registers_source *source);

#endif
