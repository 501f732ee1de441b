/* SPDX-License-Identifier: MIT */
/* Other forms of the same results. Each is a function of results.json alone and neutralises text
 * for where it goes: everything in results.json is printable already, but may still be a formula, a
 * tag or a directive there. */
#ifndef GRADER_FORMAT_H
#define GRADER_FORMAT_H

#include "base/text.h"

#include <cjson/cJSON.h>
#include <stddef.h>

/* FORMAT(name, "file in the output folder", "what it is for") */
#define FORMATS(FORMAT)                                                                            \
    FORMAT(json, "results.json", "everything; always written")                                     \
    FORMAT(csv, "results.csv", "a spreadsheet: a row for each submission and assignment")          \
    FORMAT(junit, "results.xml", "JUnit XML: a suite each, a case for each check")                 \
    FORMAT(tap, "results.tap", "Test Anything Protocol, version 14")

struct format {
    const char *name, *file, *purpose;
    void (*write)(const cJSON *whole, struct text *text);
};

const struct format *format_table(void); /* ends with a NULL name */

/* The format called by the first `length` bytes of `name`; NULL when there is none. */
const struct format *format_find(const char *name, size_t length);

void format_json(const cJSON *whole, struct text *text);
void format_csv(const cJSON *whole, struct text *text);
void format_junit(const cJSON *whole, struct text *text);
void format_tap(const cJSON *whole, struct text *text);

/* Calls `visit` for every check of every assignment of every submission, in the report's order. */
struct format_place {
    const cJSON *submission, *assignment, *check;
};
void format_each_check(const cJSON *whole,
                       void (*visit)(const struct format_place *place, void *context),
                       void *context);

#endif
