/* SPDX-License-Identifier: MIT */
/* Data races: two accesses to one place in memory, at least one of them a write, not both atomic,
 * by different tasks (threads or processes), that nothing orders. */
#ifndef HARNESS_DETECT_DATA_RACE_H
#define HARNESS_DETECT_DATA_RACE_H

#include "detect/detection.h"
#include "detect/happens_before.h"

void data_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found);

/* Sets raced[object] for every place where there is one; room for run->object_count. */
void data_race_mark(const struct run *run, bool *raced);

#endif
