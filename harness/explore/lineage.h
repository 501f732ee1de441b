/* SPDX-License-Identifier: MIT */
/* Who a task is, in words that hold from run to run: tasks are numbered in order of creation, which
 * the schedule decides, but "the second child of main" is the same in every run. */
#ifndef HARNESS_EXPLORE_LINEAGE_H
#define HARNESS_EXPLORE_LINEAGE_H

#include "contract/choice.h"
#include "contract/run.h"
#include "explore/slots.h"

#include <stdint.h>

struct lineage {
    struct slots identities; /* by task: hash of its spawn path; 0: not seen yet */
    struct slots children;   /* by task: born so far */
    uint32_t known;          /* tasks seen so far: 0..known-1 */
};

void lineage_begin(struct lineage *lineage);
uint64_t lineage_identity(const struct lineage *lineage, uint32_t task);
/* Call it at each decision, before anything else: names the tasks that are new. */
void lineage_see(struct lineage *lineage, const struct decision *decision);
/* The same names for the tasks of a finished run. */
void lineage_of_run(struct lineage *lineage, const struct run *run);
void lineage_free(struct lineage *lineage);

#endif
