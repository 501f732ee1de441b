/* SPDX-License-Identifier: MIT */
/* The search that data races and file races share: two steps of different tasks on one object that
 * nothing orders, and that don't commute. */
#ifndef HARNESS_DETECT_RACE_H
#define HARNESS_DETECT_RACE_H

#include "detect/detection.h"
#include "detect/happens_before.h"

#include <stdbool.h>
#include <stdint.h>

struct race_rule {
    enum detection_kind kind;
    /* Kind of access to what the rule is about, from 0 to RACE_ACCESSES - 1; negative: none. */
    int (*access)(const struct run *run, const struct step *step);
    /* Which part of the object it is; accesses of one part are all alike. */
    uint64_t (*part)(const struct step *step);
    bool (*overlap)(uint64_t first, uint64_t second); /* parts of one object */
    /* Whether accesses of these kinds must be ordered. */
    bool (*conflict)(int first, int second);
    void (*describe)(const struct run *run, struct detection *detection);
};

enum { RACE_ACCESSES = 4 };

void race_find(const struct run *run, const struct happens_before *hb, const struct race_rule *rule,
               struct detections *found);

#endif
