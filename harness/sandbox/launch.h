/* SPDX-License-Identifier: MIT */
/* The worker's side of a sandbox: makes the keeper, speaks with it, ends it. */
#ifndef HARNESS_SANDBOX_LAUNCH_H
#define HARNESS_SANDBOX_LAUNCH_H

#include "sandbox/memory_group.h"
#include "sandbox/setup.h"

#include <sys/resource.h>

struct launch {
    pid_t keeper;
    int control; /* our end */
    int folder;  /* O_PATH of the working folder */
    bool fixed_pids;
    enum setup_step failed; /* what an error was about, where it was a step of the setup */
    struct memory_group group;
    struct limits limits;
};

/* Starts a keeper that makes the world of `spec` and starts its program; `streams` become the
 * program's fd 1 and 2 and stay the caller's. Nothing has been heard of the keeper yet. */
MUST_CHECK int launch_start(struct launch *launch, const struct sandbox_spec *spec,
                            enum filter_profile profile, const int streams[2], struct error *err);

/* The next message; FAILED and a keeper that died are errors, what comes with FOLDER is put into
 * `launch`. `sender`, where not NULL, gets the process that sent it, as we see it. */
MUST_CHECK int launch_hear(struct launch *launch, struct message *message, pid_t *sender,
                           struct error *err);
/* Sends a message of this kind. */
MUST_CHECK int launch_tell(struct launch *launch, enum message_kind kind, struct error *err);

/* The notification descriptor of a program that was READY; -1 with *err. */
MUST_CHECK int launch_take_listener(struct launch *launch, pid_t program, struct error *err);

/* Kills everything inside; when it returns nobody is left. `usage` may be NULL. */
void launch_end(struct launch *launch, struct rusage *usage);

/* Gives up descriptors and memory group, after launch_end. */
void launch_release(struct launch *launch);

#endif
