/* SPDX-License-Identifier: MIT */
/* Compiles and links a submission inside the sandbox. */
#ifndef HARNESS_BUILD_BUILD_H
#define HARNESS_BUILD_BUILD_H

#include "base/error.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

/* Where sources lie while they are compiled, and so what debug information calls their folder. */
#define BUILD_FOLDER SANDBOX_FOLDER

struct source_file {
    const char *path; /* name below the build folder, without ".." */
    const char *data;
    size_t size;
    bool trusted; /* the assignment's own (driver, public header), not the student's */
};

struct build_spec {
    const struct source_file *files; /* every .c is compiled; headers lie beside them */
    size_t file_count;
    const char *const *flags; /* further compiler flags, after -std=gnu11 -Wall -Wextra -g -O0 */
    size_t flag_count;
    const char *const *libraries; /* names for -l */
    size_t library_count;
    const char *compiler; /* "gcc" (default when NULL) or "clang" */
};

struct diagnostic {
    char *file;
    unsigned line, column;
    char *severity; /* "error", "warning" */
    char *message;  /* printable; clipped */
};

struct build_result {
    bool ok;
    char *reason; /* one sentence for the student when not ok; NULL when ok */
    struct diagnostic *diagnostics;
    size_t diagnostic_count;
    bool diagnostics_truncated;
    char *program; /* the linked ELF, in memory */
    size_t program_size;
    bool is_static; /* false: it needs the machine's shared libraries at run time */
};

/* A submission that doesn't compile is a result (ok false), not an error. The same files, flags and
 * toolchain give the same bytes. */
MUST_CHECK int build_program(const struct build_spec *spec, struct build_result *result,
                             struct error *err);
void build_result_clear(struct build_result *result);

/* What a program that isn't static must see of this machine to run; *count of them, static. */
const struct sandbox_view *build_shared_views(size_t *count);
/* What it must see to execute this machine's own programs too. */
const struct sandbox_view *build_tool_views(size_t *count);

/* The folder with agent.o, link-options, libmp.a and include/: beside the installed executable, or
 * the build tree's; NULL with ERROR_MACHINE when neither is there. */
MUST_CHECK const char *build_runtime_folder(struct error *err);

#endif
