/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_GRANT_H
#define HARNESS_DIRECTOR_GRANT_H

#include <stdint.h>

struct director;
struct live_task;

/* The two ways to let a held task go on; each leaves it RUNNING. */
void grant_answer(struct director *director, struct live_task *task, int64_t value);
void grant_continue(struct director *director, struct live_task *task);

#endif
