/* SPDX-License-Identifier: MIT */
/* What compilers and linkers print, as data. */
#ifndef HARNESS_BUILD_DIAGNOSTICS_H
#define HARNESS_BUILD_DIAGNOSTICS_H

#include "base/text.h"
#include "build/build.h"

struct diagnostics {
    struct diagnostic *rows;
    size_t count, capacity;
    size_t bytes; /* of all texts together */
    bool truncated;
};

void diagnostics_clear(struct diagnostics *list);

/* Appends one, made printable, with the file named as the student knows it. Beyond 64 KiB of texts
 * it only notes that something is missing. `severity` is a literal. */
void diagnostics_add(struct diagnostics *list, const char *file, unsigned line, unsigned column,
                     const char *severity, const char *message);

/* Reads what gcc (JSON arrays) or clang (lines) printed; what is neither goes to `rest`. */
void diagnostics_read(struct diagnostics *list, const char *output, size_t size, struct text *rest);

/* The first error; NULL when there is none. */
const struct diagnostic *diagnostics_first_error(const struct diagnostics *list);

#endif
