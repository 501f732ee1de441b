/* SPDX-License-Identifier: MIT */
/* Moments in the text form of RFC 3339, seconds since 1970 inside. */
#ifndef GRADER_MOMENT_H
#define GRADER_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOMENT_SIZE = 32 };

/* "2026-12-01T23:59:59+01:00" or with Z; no fractions. */
bool moment_parse(const char *text, int64_t *seconds);

/* The same moment in UTC: "2026-12-01T22:59:59Z". */
void moment_format(int64_t seconds, char text[MOMENT_SIZE]);

#endif
