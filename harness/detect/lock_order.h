/* SPDX-License-Identifier: MIT */
/* Lock orders that can end in a deadlock, though this run had none. */
#ifndef HARNESS_DETECT_LOCK_ORDER_H
#define HARNESS_DETECT_LOCK_ORDER_H

#include "detect/detection.h"

void lock_order_find(const struct run *run, struct detections *found);

#endif
