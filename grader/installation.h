/* SPDX-License-Identifier: MIT */
/* Where the parts that come with mpgrade lie: beside an installed program, or in the source tree of
 * one that runs where it was built. */
#ifndef GRADER_INSTALLATION_H
#define GRADER_INSTALLATION_H

#include "base/error.h"

/* Path of the assignments that came with mpgrade. free() it. */
MUST_CHECK int installation_assignments(char **path, struct error *err);

/* Path of the headers that oracles include. free() it. */
MUST_CHECK int installation_oracle_headers(char **path, struct error *err);

#endif
