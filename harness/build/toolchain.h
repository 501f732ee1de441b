/* SPDX-License-Identifier: MIT */
/* A compiler or linker as a command in the sandbox. */
#ifndef HARNESS_BUILD_TOOLCHAIN_H
#define HARNESS_BUILD_TOOLCHAIN_H

#include "build/build.h"

/* A growing argument vector of borrowed strings. */
struct command {
    char **arguments; /* ends with NULL once it was run */
    size_t count, capacity;
};
void command_add(struct command *command, const char *argument);
void command_add_copy(struct command *command, char *argument); /* owns it: freed with the rest */
void command_clear(struct command *command);

/* Runs the command over `files` under the limits of a build. */
MUST_CHECK int toolchain_run(struct command *command, const struct sandbox_file *files,
                             size_t file_count, struct sandbox_outcome *outcome, struct error *err);

/* Why a tool that failed did so, when it wasn't the code's grammar: a limit, a crash. NULL when
 * nothing of the kind happened. `said` is its plain text. A literal. */
const char *toolchain_excuse(const struct sandbox_outcome *outcome, const char *said);

#endif
