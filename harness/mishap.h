/* SPDX-License-Identifier: MIT */
/* What can go wrong in any program, so that no assignment is needed to see it: one check for each
 * kind of failure, its id the kind's name. */
#ifndef HARNESS_MISHAP_H
#define HARNESS_MISHAP_H

#include "oracle.h"

/* The checks, surest first; ends with an id of NULL. */
const struct oracle_check *mishap_checks(void);

#endif
