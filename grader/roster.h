/* SPDX-License-Identifier: MIT */
/* A roster: who is in the class, and where the submission of each lies. */
#ifndef GRADER_ROSTER_H
#define GRADER_ROSTER_H

#include "base/error.h"
#include "submission.h"

/* Adds the submissions of a CSV file (RFC 4180) whose first line names its columns: `id` and
 * `source` are needed, others are ignored. A source is a path, relative to the roster. */
MUST_CHECK int roster_read(const char *path, struct submissions *submissions, struct error *err);

/* The next record of CSV text at *at, which moves behind it: its fields, unquoted. False at the
 * end. The fields are owned by `names`. */
bool roster_record(const char **at, struct names *fields);

#endif
