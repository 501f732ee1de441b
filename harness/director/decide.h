/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_DECIDE_H
#define HARNESS_DIRECTOR_DECIDE_H

#include <stdint.h>

struct director;
struct live_task;

/* Fills director->options with everything that may happen next. */
void list_options(struct director *director);
/* Picks one of `count` outcomes of a step; negative when the chooser stops the run. */
long choose_value(struct director *director, struct live_task *task, uint32_t count);

#endif
