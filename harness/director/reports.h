/* SPDX-License-Identifier: MIT */
/* The notifications of tasks, and what they tell: see reports.c. */
#ifndef HARNESS_DIRECTOR_REPORTS_H
#define HARNESS_DIRECTOR_REPORTS_H

#include <stdbool.h>
#include <sys/types.h>

struct director;
struct live_task;

/* Takes one notification, waiting for it; false when the wait was interrupted. */
bool receive(struct director *director);
/* Everybody is held: says of each new report what its call will do. */
void announce_all(struct director *director);
/* The parent of a child, if the kernel holds it in vfork for that one, goes on and is awaited. */
void release_vfork_parent(struct director *director, struct live_task *child);
/* The kernel's letter for what the task does; 'X' when it is gone. */
char scheduling_state(pid_t os);

#endif
