/* SPDX-License-Identifier: MIT */
/* Names that came from outside (folders, rosters) as printable text, reversibly: bytes that are no
 * printable UTF-8, and '%', become %HH, so that two names never share an encoding. */
#ifndef GRADER_NAME_H
#define GRADER_NAME_H

#include <stddef.h>

/* An id for a name: '/' and a leading '.' are encoded too. free() it. */
char *name_encode(const char *name);

/* A path, its slashes kept. free() it. */
char *name_encode_path(const char *path);

/* The bytes that an encoding stands for; what is no %HH stays. free() it. */
char *name_decode(const char *encoded);

/* A file name for an id: the id itself, or its beginning and a digest when it is too long to be
 * one. free() it. */
char *name_of_record(const char *id);

/* Terminal columns of printable UTF-8 text (East Asian wide characters take two). */
size_t name_width(const char *text);

#endif
