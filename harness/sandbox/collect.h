/* SPDX-License-Identifier: MIT */
/* Reads a folder that hostile code has written. */
#ifndef HARNESS_SANDBOX_COLLECT_H
#define HARNESS_SANDBOX_COLLECT_H

#include "base/error.h"
#include "contract/limits.h"
#include "contract/run.h"

/* Everything below `folder` (an O_PATH descriptor), sorted by path: regular files with their bytes,
 * the rest by name only. *truncated, when more was there than the limits let us keep. */
MUST_CHECK int collect_folder(int folder, const struct limits *limits, struct file_image **files,
                              size_t *count, bool *truncated, struct error *err);

#endif
