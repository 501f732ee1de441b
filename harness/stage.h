/* SPDX-License-Identifier: MIT */
/* A stage: one sandboxed program under its director, ready to run schedule after schedule of one
 * scenario, each from equal state. */
#ifndef HARNESS_STAGE_H
#define HARNESS_STAGE_H

#include "director/director.h"
#include "experiment.h"
#include "replay.h"
#include "shared_words.h"

struct stage;

MUST_CHECK int stage_open(const struct program *program, const struct scenario *scenario,
                          struct stage **stage, struct error *err);
void stage_close(struct stage *stage);

/* Runs one schedule and fills *run (empty before), the working folder at its end included.
 * `located`: every step gets its source line. A submission that brought its sandbox down (out of
 * memory) is a run with an end of its own, and the stage is set up anew. */
MUST_CHECK int stage_run(struct stage *stage, struct chooser chooser, bool located, struct run *run,
                         struct error *err);

/* From the next run on these are known to be shared (director/director.h); they are copied. */
void stage_watch(struct stage *stage, const struct shared_words *words);

/* The next located run stands still there (experiment.h); NULL: nowhere. */
void stage_set_pause(struct stage *stage, struct pause *pause);

uint64_t stage_peak_memory(const struct stage *stage);

#endif
