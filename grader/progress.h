/* SPDX-License-Identifier: MIT */
/* One line on standard error that tells how far a grading is. */
#ifndef GRADER_PROGRESS_H
#define GRADER_PROGRESS_H

#include "options.h"

struct progress {
    bool live;
    size_t done, count;
};

void progress_begin(struct progress *progress, const struct settings *settings, size_t count);
void progress_step(struct progress *progress, const char *name);
void progress_end(struct progress *progress); /* clears the line */

#endif
