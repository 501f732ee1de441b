/* SPDX-License-Identifier: MIT */
/* Proves an assignment by its own right and wrong solutions, before students see it. */
#ifndef GRADER_PROOF_H
#define GRADER_PROOF_H

#include "assignment.h"
#include "options.h"

/* Grades every variant of the one assignment in the list twice, prints which check caught which,
 * and says what is wrong: a right one that fails, a wrong one that nothing or the wrong check
 * catches, a check that catches nothing, a starter with full marks, two gradings that differ.
 * Returns the exit status: 0 when proven, 1 when not. */
MUST_CHECK int proof_run(const struct settings *settings, struct assignments *assignments,
                         struct error *err);

#endif
