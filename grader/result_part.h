/* SPDX-License-Identifier: MIT */
/* The parts that results.json and an exploration's report have in common, as values. Keys in the
 * documented order: docs/results-format.md. Pure. */
#ifndef GRADER_RESULT_PART_H
#define GRADER_RESULT_PART_H

#include "graded.h"

#include <cjson/cJSON.h>

void part_add_text(cJSON *object, const char *key, const char *value);
void part_add_text_or_null(cJSON *object, const char *key, const char *value);
cJSON *part_add_element(cJSON *array); /* an empty object at its end */
void part_add_place(cJSON *object, const struct location *where);
void part_add_usage(cJSON *object, const struct usage *usage);
void part_add_evidence(cJSON *object, const struct evidence *evidence);
void part_add_tool(cJSON *object);
void part_add_build(cJSON *object, const struct build_result *result);
/* The key `failure`; null when there is none. */
void part_add_failure(cJSON *object, const char *id, const char *scenario,
                      const struct failure_record *failure);
void part_add_finding(cJSON *list, const struct finding *finding);

#endif
