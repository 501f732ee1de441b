/* SPDX-License-Identifier: MIT */
/* What the tests of the grader share: a temporary folder, and a small assignment. */
#ifndef TESTS_UNIT_GRADER_FIXTURE_H
#define TESTS_UNIT_GRADER_FIXTURE_H

#include "assignment.h"

/* A new empty folder below /tmp, removed with all its content by folder_leave. The returned path is
 * valid until then. */
const char *folder_enter(void);
void folder_leave(void);

/* Writes a file below the folder that was entered. */
void folder_put(const char *path, const char *content);

/* A spec with two scenarios (one, two) and three checks: a (60, both scenarios), b (30, only two),
 * c (10, hidden). A deadline of 2026-01-01T00:00:00Z, three days of grace at 10 percent each. */
extern const char example_spec[];

/* Parses text as a spec; aborts the test when it isn't valid. */
void parse_spec(const char *text, struct assignment *assignment);

#endif
