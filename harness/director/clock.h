/* SPDX-License-Identifier: MIT */
/* Virtual time: see clock.c. */
#ifndef HARNESS_DIRECTOR_CLOCK_H
#define HARNESS_DIRECTOR_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct director;

uint64_t next_due(const struct director *director); /* NEVER: no time is due */
/* To the next moment at which something is due; false: there is none. */
bool move_clock(struct director *director);
/* The same though nobody chose it: all that came before stays before. */
bool let_time_pass(struct director *director);
/* If somebody goes on and on without ever waiting. */
void free_the_clock(struct director *director);

#endif
