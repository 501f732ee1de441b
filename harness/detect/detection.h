/* SPDX-License-Identifier: MIT */
/* What the detectors find in a run. */
#ifndef HARNESS_DETECT_DETECTION_H
#define HARNESS_DETECT_DETECTION_H

#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>

enum detection_kind {
    DETECTION_DATA_RACE,
    DETECTION_FILE_RACE,
    DETECTION_PLAIN_FLAG,
    DETECTION_LOCK_ORDER,
    DETECTION_LOCK_MISUSE,
    DETECTION_ZOMBIE,
    DETECTION_ORPHAN,
    DETECTION_DESCRIPTOR_LEAK,
};

struct detection {
    enum detection_kind kind;
    size_t steps[2];   /* indices into run->steps, earlier first */
    char message[256]; /* one sentence for a student; printable */
};

struct detections {
    struct detection *items;
    size_t count, capacity;
};

/* All of them, by kind and then by the later of their steps. */
void detect_all(const struct run *run, struct detections *found);
void detections_clear(struct detections *detections);

const char *detection_name(enum detection_kind kind); /* "data-race", … as in results.json */

/* For detectors: adds one unless the same is there already: same kind, and either the same places
 * in the source or, where they aren't known, the same operations on the same object. */
void detections_add(struct detections *detections, const struct run *run,
                    const struct detection *detection);
/* Fills a message; names in it are made printable. */
void detection_describe(struct detection *detection, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
