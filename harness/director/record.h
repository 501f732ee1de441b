/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_RECORD_H
#define HARNESS_DIRECTOR_RECORD_H

#include "contract/run.h"

struct director;
struct live_task;

/* The announced step of a task is taken now. Pointers to steps are valid until the next one. */
struct step *record_step(struct director *director, struct live_task *task, int64_t result);
/* A step that no task announced. */
struct step *record_event(struct director *director, uint32_t task, enum operation operation);
void record_data(struct director *director, struct step *step, const void *data, size_t size);
/* It died though nobody had decided so: a fault of its own, or a signal from the kernel. */
void note_crash(struct director *director, struct live_task *task);
/* The first end counts: what comes after it is only clearing up. `format` "%s", "" for no detail.
 */
void end_run(struct director *director, enum run_end end, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
