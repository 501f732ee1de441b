/* SPDX-License-Identifier: MIT */
/* Records in the output folder: one file a submission, written durably as soon as it is graded. */
#ifndef GRADER_RECORD_H
#define GRADER_RECORD_H

#include "base/error.h"

#include <cjson/cJSON.h>

struct output { /* the opened output folder */
    int folder;
    int submissions; /* its folder of records */
};

MUST_CHECK int output_open(const char *path, struct output *output, struct error *err);
void output_close(struct output *output);

/* Keeps a submission (an element of `submissions` in results.json) under the key of its work. */
MUST_CHECK int record_save(const struct output *output, const char *key, const cJSON *submission,
                           struct error *err);

/* The record of a submission with exactly this key; NULL when there is none, or when it says
 * `error`, which is worth another attempt. */
cJSON *record_load(const struct output *output, const char *id, const char *key);

/* Writes the results in each of the formats (names separated by commas), results.json last. */
MUST_CHECK int output_save(const struct output *output, const cJSON *whole, const char *formats,
                           struct error *err);

/* Reads a report, given as a JSON file or as the folder that holds a results.json. */
MUST_CHECK int results_load(const char *path, cJSON **whole, struct error *err);

/* The same, but only of a grading. */
MUST_CHECK int results_read(const char *path, cJSON **whole, struct error *err);

/* JSON text with a newline at its end. free() it. */
char *json_text(const cJSON *value);

#endif
