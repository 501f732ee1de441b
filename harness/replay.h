/* SPDX-License-Identifier: MIT */
/* A recorded schedule, run again, and stopped on the way if somebody wants to look. */
#ifndef HARNESS_REPLAY_H
#define HARNESS_REPLAY_H

#include "experiment.h"

#include <sys/types.h>

/* Where a replay stands still for a while: `stop` is called once, for the process `process` (NULL:
 * the one that takes step number `step`), which is held until it returns. Everybody else is held,
 * too, until the process reports again. */
struct pause {
    size_t step; /* from 1 */
    const char *process;
    void (*stop)(void *context, pid_t process);
    void *context;
    bool reached; /* set when it was called */
};

/* Runs one recorded schedule, with locations. ERROR_USAGE when `schedule` is no schedule; a program
 * that no longer fits it gives run->end == RUN_DIVERGED, and run->detail says where. `pause` may be
 * NULL. */
MUST_CHECK int experiment_replay(const struct program *program, const struct scenario *scenario,
                                 const char *schedule, struct pause *pause, struct run *run,
                                 struct error *err);

#endif
