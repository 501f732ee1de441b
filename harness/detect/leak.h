/* SPDX-License-Identifier: MIT */
/* What is left behind: zombies, which ended and were never waited for though their parent lived on;
 * orphans, whose parent ended before them; and ends of pipes that nobody closed, so that a reader
 * waits for ever. */
#ifndef HARNESS_DETECT_LEAK_H
#define HARNESS_DETECT_LEAK_H

#include "detect/detection.h"

void leak_find(const struct run *run, struct detections *found);

#endif
