/* SPDX-License-Identifier: MIT */
/* Choosing and taking: see take.c. */
#ifndef HARNESS_DIRECTOR_TAKE_H
#define HARNESS_DIRECTOR_TAKE_H

struct decision;
struct director;
struct option;

/* Asks the chooser; negative when it stops the run. Notes what was chosen. */
long choose(struct director *director, const struct decision *decision);
/* For what happened without a choice, and that others must not be moved across. */
void note_taken(struct director *director, const struct option *option);
void take(struct director *director, const struct option *option);

#endif
