/* SPDX-License-Identifier: MIT */
/* Views of results for a terminal. Each reads results.json as values and prints to a stream. */
#ifndef GRADER_REPORT_H
#define GRADER_REPORT_H

#include "assignment.h"
#include "contract/run.h"
#include "exploration.h"
#include "handin.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

struct report_style {
    bool color;
    size_t width; /* columns of the terminal; 0: as many as it takes */
};

struct settings;
struct report_style report_style(const struct settings *settings);

/* Student × assignment: score, worst finding; then the mean. */
void report_table(FILE *stream, struct report_style style, const cJSON *whole);

/* A student's own feedback: every check with what it rests on or how it failed. */
void report_checks(FILE *stream, struct report_style style, const cJSON *whole,
                   const char *results_path);

/* What an exploration found: what went wrong, how, what that rests on, and how to see it again. */
void report_exploration(FILE *stream, struct report_style style, const struct testbed *testbed,
                        const struct experiment_report *report,
                        const struct exploration *exploration, const char *kept);

/* The interleaving of a run: one column a process, with the student's source lines. `critical` are
 * indices into run->steps. */
void report_trace(FILE *stream, struct report_style style, const struct run *run,
                  const size_t *critical, size_t critical_count, const struct handin *handin);

#endif
