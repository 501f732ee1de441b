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
    FORMAT(tap, "results.tap", "Test Anything Protocol, version 14")                               \
    FORMAT(sarif, "results.sarif", "SARIF 2.1.0: what failed, with places in the sources")         \
    FORMAT(gradescope, "gradescope.json", "what a Gradescope autograder hands in")                 \
    FORMAT(classroom50, "result.json", "what a Classroom 50 autograder hands in")                  \
    FORMAT(autolab, "autolab.txt", "feedback, and the line of scores that Autolab reads")          \
    FORMAT(github, "github.txt", "workflow commands: annotations in GitHub Actions")               \
    FORMAT(gitlab, "gl-code-quality.json", "a GitLab code quality report")                         \
    FORMAT(canvas, "canvas.csv", "a gradebook for Canvas: a column for each assignment")           \
    FORMAT(moodle, "moodle.csv", "grades and feedback for Moodle's import")                        \
    FORMAT(html, "results.html", "a page of its own for a browser")

struct format {
    const char *name, *file, *purpose;
    void (*write)(const cJSON *whole, struct text *text);
};

const struct format *format_table(void); /* ends with a NULL name */

/* The format called by the first `length` bytes of `name`; NULL when there is none. */
const struct format *format_find(const char *name, size_t length);

#define WRITER(name, file, purpose) void format_##name(const cJSON *whole, struct text *text);
FORMATS(WRITER)
#undef WRITER

/* A cell of CSV and what ends it. */
void format_cell(struct text *text, const char *value, const char *end);

/* Calls `visit` for every check of every assignment of every submission, in the report's order. */
struct format_place {
    const cJSON *submission, *assignment, *check;
};
void format_each_check(const cJSON *whole,
                       void (*visit)(const struct format_place *place, void *context),
                       void *context);

/* What a reader of the sources should look at: a check that didn't pass, a fault of the build, a
 * finding. */
struct format_remark {
    const cJSON *submission, *assignment;
    const char *rule;  /* the check's id, "build", or the finding's kind */
    const char *level; /* "error", "warning", "note" */
    const char *message;
    char *file; /* below the folder of submissions, or of the only submission; NULL: no place */
    unsigned line;
    char mark[17]; /* the same for the same remark, and for no other */
};
void format_each_remark(const cJSON *whole,
                        void (*visit)(const struct format_remark *remark, void *context),
                        void *context);

#endif
