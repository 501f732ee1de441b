/* SPDX-License-Identifier: MIT */
/* The code of an assignment's checks: its oracle.c, compiled and loaded into this program. */
#ifndef GRADER_ORACLE_LIBRARY_H
#define GRADER_ORACLE_LIBRARY_H

#include "assignment.h"
#include "base/error.h"

/* Compiles the oracle of each assignment with the system's compiler, loads it, and finds the
 * function of every check. ERROR_USAGE when an oracle is wrong, ERROR_MACHINE without a compiler.
 */
MUST_CHECK int oracles_load(struct assignments *assignments, struct error *err);

#endif
