/* SPDX-License-Identifier: MIT */
/* Processes that nobody looks after: zombies, which ended and were never waited for though their
 * parent lived on, and orphans, whose parent ended before them. */
#ifndef HARNESS_DETECT_LEAK_H
#define HARNESS_DETECT_LEAK_H

#include "detect/detection.h"

void leak_find(const struct run *run, struct detections *found);

#endif
