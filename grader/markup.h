/* SPDX-License-Identifier: MIT */
/* Text for XML and HTML. */
#ifndef GRADER_MARKUP_H
#define GRADER_MARKUP_H

#include "base/text.h"

/* Appends printable text so that it is nothing but text there, also inside of quotes. What XML 1.0
 * forbids of it, U+FFFE and U+FFFF, is replaced. */
void markup_add(struct text *text, const char *value);

#endif
