/* SPDX-License-Identifier: MIT */
/* What the linker prints, as data. */
#ifndef HARNESS_BUILD_LINKAGE_H
#define HARNESS_BUILD_LINKAGE_H

#include "build/diagnostics.h"

/* Adds an error for each symbol that is missing or defined twice. */
void linkage_read(struct diagnostics *list, const char *output, size_t size);

/* True when the linker didn't find a library in the form asked for. */
bool linkage_lacks_library(const char *output, size_t size);

#endif
