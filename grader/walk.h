/* SPDX-License-Identifier: MIT */
/* A run, step by step at the user's pace. */
#ifndef GRADER_WALK_H
#define GRADER_WALK_H

#include "report.h"
#include "scene.h"

/* Shows a step, and the next one for Enter, space or n; the one before for b; ends with q or behind
 * the last. From a terminal a key is enough; else each line read from standard input is a key. */
void walk(const struct scene *scene, struct report_style style);

#endif
