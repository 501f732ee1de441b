/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_SIGNAL_H
#define HARNESS_DIRECTOR_SIGNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct director;
struct live_task;

struct flight { /* a signal on its way */
    uint32_t target;
    uint32_t sender;
    int signal;
    uint32_t target_steps; /* taken by the target since: one at most */
};

void signal_send(struct director *director, uint32_t sender, uint32_t target, int signal);
void signal_deliver(struct director *director, size_t flight);
/* The task has taken the one step that it may take while a signal is on its way to it. */
bool signal_must_come_first(const struct director *director, const struct live_task *task);
void signal_after_step(struct director *director, const struct live_task *task);
/* The kernel has sent SIGCHLD to this task, which is held. */
void child_signal(struct director *director, uint32_t parent);

#endif
