/* SPDX-License-Identifier: MIT */
/* A growing string of bytes. Zero-initialise it; `data` is always terminated once anything was
 * added, and NULL before. May hold NUL bytes: `length` counts. */
#ifndef HARNESS_BASE_TEXT_H
#define HARNESS_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *data;
    size_t length;
    size_t capacity;
};

void text_add(struct text *text, const void *bytes, size_t size);
void text_add_string(struct text *text, const char *string);
void text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_clear(struct text *text);  /* keeps the memory */
void text_free(struct text *text);   /* usable with cleanup_with(text_free) */
char *text_steal(struct text *text); /* "" when nothing was added; free() it */

/* Appends hostile bytes so that they are plain, printable UTF-8: control characters, bidirectional
 * overrides and invalid sequences become \xHH or \u{…} escapes; newline and tab stay if `lines`. */
void text_add_printable(struct text *text, const void *bytes, size_t size, bool lines);

#endif
