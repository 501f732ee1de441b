/* SPDX-License-Identifier: MIT */
/* Where an access that the compiler announces as one is several (assembler.c). */
#ifndef HARNESS_BUILD_TEAR_H
#define HARNESS_BUILD_TEAR_H

#include <stddef.h>
#include <stdio.h>

enum tear {
    TEAR_NOTHING,
    TEAR_DROP,  /* the line isn't needed */
    TEAR_PIECE, /* the line is an access that must be announced by itself */
};

/* What becomes of each of the lines, of gcc's code for x86-64; `marks` has as many, all 0. */
void tear_mark(char *const *lines, size_t count, unsigned char *marks);

/* The announcement that goes before the line of a piece. */
void tear_announce(const char *line, FILE *to);

#endif
