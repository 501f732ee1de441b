/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_DECIDE_H
#define HARNESS_DIRECTOR_DECIDE_H

#include <stdint.h>

struct decision;
struct director;
struct live_task;

/* Fills director->options with everything that may happen next. */
void list_options(struct director *director);
/* The calm choice among them: go on; else deliver what is in flight; else the next task in order;
 * else the clock, which is listed last. */
void find_calm(const struct director *director, struct decision *decision);
/* Picks one of `count` outcomes of a step; negative when the chooser stops the run. */
long choose_value(struct director *director, struct live_task *task, uint32_t count);

#endif
