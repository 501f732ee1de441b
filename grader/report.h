/* SPDX-License-Identifier: MIT */
/* Views of results for a terminal. Each reads results.json as values and prints to a stream. */
#ifndef GRADER_REPORT_H
#define GRADER_REPORT_H

#include "assignment.h"
#include "contract/run.h"
#include "exploration.h"
#include "handin.h"
#include "trace.h"

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

/* The same as a page of its own, for a browser: HTML that needs nothing else. */
struct scene;
void report_html(const struct scene *scene, struct text *page);

/* The interleaving of a run, step by step: the header, then steps by their index in `trace`, with
 * the source line when it is another one than before or `with_source`. */
struct trace_table {
    FILE *stream;
    struct report_style style;
    const struct run *run;
    const struct handin *handin;
    struct trace trace;
    size_t width;  /* of a column */
    bool together; /* more tasks than columns: there is one, and each step names its task */
};
void trace_table_open(struct trace_table *table, FILE *stream, struct report_style style,
                      const struct run *run, const size_t *critical, size_t critical_count,
                      const struct handin *handin);
void trace_table_step(struct trace_table *table, size_t index, bool with_source);
void trace_table_close(struct trace_table *table);

/* The text of a line of a student's file, without the blanks around it; *length is 0 if unknown. */
const char *report_source_line(const struct handin *handin, const struct location *where,
                               size_t *length);
/* What a step did, in a few words. */
void report_describe(const struct trace_step *step, struct text *text);

/* The interleaving of a run: one column a process, where they are few enough, with the student's
 * source lines. `critical` are indices into run->steps. */
void report_trace(FILE *stream, struct report_style style, const struct run *run,
                  const size_t *critical, size_t critical_count, const struct handin *handin);

#endif
