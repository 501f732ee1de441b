/* SPDX-License-Identifier: MIT */
/* Accesses to memory in assembly that a student wrote (assembler.c). */
#ifndef HARNESS_BUILD_INLINE_ASM_H
#define HARNESS_BUILD_INLINE_ASM_H

#include <stdbool.h>
#include <stdio.h>

/* Whether the lines behind this one are a student's, given whether it is one itself. */
bool inline_asm_goes_on(const char *line, bool inside);

/* Writes such a line, with announcements before what touches memory. */
void inline_asm_pass(const char *line, FILE *to);

#endif
