/* SPDX-License-Identifier: MIT */
/* The search that data races and file races share: two steps of different tasks on one object that
 * nothing orders, and that don't commute. */
#ifndef HARNESS_DETECT_RACE_H
#define HARNESS_DETECT_RACE_H

#include "detect/detection.h"
#include "detect/happens_before.h"

#include <stdbool.h>
#include <stdint.h>

struct race_search;

struct race_place {
    uint32_t object;
    uint64_t part; /* of the object */
};

struct race_rule {
    /* Kind of access to what the rule is about, from 0 to RACE_ACCESSES - 1; negative: none. */
    int (*access)(const struct run *run, const struct step *step);
    /* What it is about: the first place for number 0, and so on; false: that was the last. Accesses
     * to one place are all alike. */
    bool (*place)(const struct race_search *search, const struct step *step, size_t number,
                  struct race_place *place);
    bool (*overlap)(uint64_t first, uint64_t second); /* parts of one object */
    /* Whether accesses of these kinds must be ordered. */
    bool (*conflict)(int first, int second);
    /* Called for each race, the earlier step first. */
    void (*found)(const struct race_search *search, uint32_t object, const size_t steps[2]);
};

struct race_search {
    const struct run *run;
    const struct happens_before *hb;
    const struct race_rule *rule;
    void *context; /* the rule's own */
};

enum { RACE_ACCESSES = 6 };

void race_find(const struct race_search *search);

#endif
