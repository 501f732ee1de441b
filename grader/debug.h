/* SPDX-License-Identifier: MIT */
/* A debugger on a replayed process. */
#ifndef GRADER_DEBUG_H
#define GRADER_DEBUG_H

#include "base/error.h"
#include "handin.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct debugger {
    char folder[40]; /* with the program and its sources, removed at the end */
    pid_t process;   /* gdb; 0: not started */
    bool attached;
};

/* Lays out what gdb reads: the program and the sources it was made of. ERROR_MACHINE, with the
 * remedy, when there is no gdb. *debugger is always to be ended. */
MUST_CHECK int debugger_prepare(struct debugger *debugger, const struct handin *files,
                                const char *program, size_t size, struct error *err);

/* Starts gdb on a task that is held and returns as soon as it has hold of it. For struct pause. */
void debugger_attach(void *debugger, pid_t task);

/* Waits for gdb's end and clears up. */
void debugger_end(struct debugger *debugger);

#endif
