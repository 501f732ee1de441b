/* SPDX-License-Identifier: MIT */
/* A recorded failing schedule: one failure of a results.json or of an exploration, or a
 * schedule file. */
#ifndef GRADER_RECORDED_H
#define GRADER_RECORDED_H

#include "assignment.h"
#include "base/error.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct recorded {
    cJSON *document; /* owns the strings below, but for path */
    char *path;      /* of the submission; NULL: a plain program */
    bool is_git;
    const char *student;    /* id of the submission; NULL: a folder that the user named */
    const char *commit;     /* of a repository */
    const char *assignment; /* its id */
    const char *digest;     /* of the assignment; NULL if it isn't pinned */
    const char *scenario, *check, *schedule;
    const char *id; /* of the failure; NULL in a schedule file, as the following two */
    const char *kind, *message;
    double steps;
    size_t critical[2]; /* step indices */
    size_t critical_count;
    const cJSON *program; /* of an exploration: how it is built and run */
    char *choices;        /* printable lines: the failures to choose from, when there are several */
};

/* Reads a report: the failure whose id begins with `word` ("": the only one) of a results.json, of
 * the folder that holds one, or of an exploration; or a schedule file, whose `word` is the
 * submission's folder ("": the current one). ERROR_USAGE when there is no such failure, or several.
 * *recorded is always to be cleared. */
MUST_CHECK int recorded_read(const char *path, const char *word, struct recorded *recorded,
                             struct error *err);
void recorded_clear(struct recorded *recorded);

/* Writes the schedule as a file of its own (docs/schedule-format.md). */
MUST_CHECK int recorded_save(const struct recorded *recorded, const struct assignment *assignment,
                             const char *path, struct error *err);

#endif
