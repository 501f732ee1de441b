/* SPDX-License-Identifier: MIT */
/* What is wrong to do with a mutex whoever gets it first: unlocking what another task holds or
 * nobody does, ending with it, destroying it while somebody holds it, waiting on a condition
 * without it. Only for locks that don't refuse it themselves (LOCK_OWNED). */
#ifndef HARNESS_DETECT_LOCK_MISUSE_H
#define HARNESS_DETECT_LOCK_MISUSE_H

#include "detect/detection.h"

void lock_misuse_find(const struct run *run, struct detections *found);

#endif
