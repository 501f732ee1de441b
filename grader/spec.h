/* SPDX-License-Identifier: MIT */
/* Reads a JSON object by a table of its keys: each key's type, place in a struct, and whether it
 * must be there. Unknown keys and wrong types are errors that name the path to the key. */
#ifndef GRADER_SPEC_H
#define GRADER_SPEC_H

#include "base/error.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

struct strings { /* the array is owned, the strings belong to the document */
    const char **items;
    size_t count;
};

enum spec_type {
    SPEC_NAME,    /* const char *: lower-case letters, digits and -, starting with a letter */
    SPEC_LINE,    /* const char *: printable, one line, not empty */
    SPEC_TEXT,    /* const char *: anything */
    SPEC_STRINGS, /* struct strings: an array of strings */
    SPEC_PLAINS,  /* struct strings: names without a slash */
    SPEC_COUNT,   /* uint64_t: a whole number, at least 1 */
    SPEC_DAYS,    /* uint64_t: a whole number from 0 to 366 */
    SPEC_PERCENT, /* double: from 0 to 100 */
    SPEC_FLAG,    /* bool */
    SPEC_OBJECT,  /* const cJSON * */
    SPEC_ARRAY,   /* const cJSON *: not empty */
};

struct spec_key {
    const char *name;
    enum spec_type type;
    size_t offset;
    bool needed;
};

/* Reads `object` into the struct at `into`, which keeps its values for keys that aren't there.
 * `where` is the path to the object ("", or "checks[2]."). `keys` ends with a NULL name. */
MUST_CHECK int spec_read(const cJSON *object, const char *where, const struct spec_key *keys,
                         void *into, struct error *err);

/* Parses a whole text; on a syntax error the message names its line and column. */
MUST_CHECK int spec_parse(const char *text, size_t size, cJSON **document, struct error *err);

/* Puts line and column of what the message's path leads to in front of it; returns -1. `text` is
 * what was parsed. */
int spec_wrap(const char *text, size_t size, struct error *err);

/* The same for a known place in the text. */
int spec_wrap_place(const char *text, const char *place, struct error *err);

#endif
