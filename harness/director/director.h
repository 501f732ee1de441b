/* SPDX-License-Identifier: MIT */
/* The director: runs ONE schedule of a submission that waits at its fork server, and records it. */
#ifndef HARNESS_DIRECTOR_DIRECTOR_H
#define HARNESS_DIRECTOR_DIRECTOR_H

#include "base/error.h"
#include "contract/choice.h"
#include "contract/limits.h"
#include "contract/run.h"

#include <stdbool.h>
#include <sys/types.h>

/* Where the student's code stands: called in detailed runs only, for a task that is held. */
struct locator {
    void (*locate)(void *context, pid_t task, struct location *where);
    void *context; /* NULL function: no locations */
};

/* A word of memory that tasks share: as the survey saw it. */
struct watched_word {
    uint64_t address; /* in private memory; or where it lies in what processes share */
    bool processes;   /* the latter */
    bool contested;   /* nothing orders the accesses of different tasks */
};

struct director_target {
    int listener;       /* seccomp notification descriptor; not owned */
    pid_t server;       /* the fork server, as we see its pid */
    int output;         /* our copies of the program's standard output and error, which tell */
    int error;          /* them apart from every other file; not owned */
    const char *folder; /* absolute path of the working folder inside */
    bool has_input;     /* standard input is a file; else the null device */
};

struct director;

/* Attaches to a freshly started program and waits until its fork server is ready. ERROR_INTERNAL
 * when it ends or stays silent for `limits.wall_ms`. */
MUST_CHECK int director_new(const struct director_target *target, struct limits limits,
                            struct director **director, struct error *err);

/* From now on, accesses to these words are announced from the first on. Those that are contested
 * are choices; accesses to other private memory are recorded where they come. `words` are sorted by
 * address and stay the caller's, until the next call or director_free. */
void director_watch(struct director *director, const struct watched_word *words, size_t count);

/* Runs main once, from fork to the last task's death, and fills *run (empty before; the caller
 * clears it). When it returns 0 every task but the fork server is dead and reaped or an orphan of
 * the sandbox's keeper. `faults` are bits of enum fault; `seed` feeds the submission's randomness.
 * A negative result means that the target can't be used any more. */
MUST_CHECK int director_run(struct director *director, struct chooser chooser, unsigned faults,
                            struct locator locator, struct run *run, struct error *err);

void director_free(struct director *director);

#endif
