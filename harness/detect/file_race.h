/* SPDX-License-Identifier: MIT */
/* File races: two uses of one file's content or of one name, at least one of them a change, by
 * different processes, that nothing orders. */
#ifndef HARNESS_DETECT_FILE_RACE_H
#define HARNESS_DETECT_FILE_RACE_H

#include "detect/detection.h"
#include "detect/happens_before.h"

void file_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found);

#endif
