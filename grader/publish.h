/* SPDX-License-Identifier: MIT */
/* The two ends of an assignment's life: a skeleton to begin with, and what students get. */
#ifndef GRADER_PUBLISH_H
#define GRADER_PUBLISH_H

#include "assignment.h"
#include "base/error.h"

/* Writes a whole small assignment called `id` into `folder`, which mustn't be there yet. It
 * validates as it is. ERROR_USAGE: the id is no id, or the folder is there. */
MUST_CHECK int skeleton_write(const char *id, const char *folder, struct error *err);

/* Writes what students may see into `folder`: the handout and a workflow that gates their
 * repository. Nothing that is there already is changed: ERROR_USAGE names it. */
MUST_CHECK int publish_write(const struct assignment *assignment, const char *folder,
                             struct error *err);

#endif
