/* SPDX-License-Identifier: MIT */
/* What must be known of a program whose tasks share memory before its schedules are explored. */
#ifndef HARNESS_SURVEY_H
#define HARNESS_SURVEY_H

#include "shared_words.h"
#include "stage.h"

/* Makes a few runs and has the stage watch what its tasks share; `words`, empty before, are
 * those, and the caller's to clear. The same program and scenario give the same words, so a
 * schedule that was recorded after one survey fits after another. A program that shares no memory
 * costs one run. */
MUST_CHECK int survey(struct stage *stage, struct shared_words *words, struct error *err);

/* Has it threads, or processes that share memory? */
bool run_shares_memory(const struct run *run);

#endif
