/* SPDX-License-Identifier: MIT */
/* An assignment as a grading uses it: docs/assignment-format.md, read and checked. */
#ifndef GRADER_ASSIGNMENT_H
#define GRADER_ASSIGNMENT_H

#include "base/error.h"
#include "build/build.h"
#include "experiment.h"
#include "options.h"
#include "repository.h"
#include "spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum visibility { VISIBILITY_VISIBLE, VISIBILITY_HIDDEN, VISIBILITY_AFTER_DUE };

struct check {
    const char *id, *title;
    const char *hint, *why, *lecture; /* NULL if there is none */
    double points;
    enum visibility visibility;
    bool *scenarios; /* by scenario: is it judged there? */
    void (*judge)(const struct oracle *oracle, struct verdict *verdict);
};

struct late_policy {
    uint64_t accept_days;
    double penalty_per_day; /* percent of what was earned */
};

struct assignment {
    const char *id, *title;
    bool is_library;
    const char **required, **allowed; /* file names; allowed ones may have * and ? */
    size_t required_count, allowed_count;
    struct strings flags, libraries;
    const char *compiler;         /* NULL: the default */
    struct source_file *provided; /* the assignment's own files, under their last names */
    size_t provided_count;
    bool has_deadline;
    int64_t deadline; /* seconds since 1970 */
    struct late_policy late;
    struct scenario *scenarios;
    size_t scenario_count;
    struct check *checks;
    size_t check_count;
    char digest[DIGEST_SIZE]; /* of everything in the folder that a grade depends on */

    char *folder;    /* its path */
    cJSON *document; /* owns the strings above */
    void *library;   /* the loaded oracle */
};

struct assignments {
    struct assignment *items; /* sorted by id */
    size_t count;
};

/* Reads the assignments named by `ids` in the folder, all when there is none. ERROR_USAGE when one
 * isn't there or its spec is invalid. Oracles aren't loaded yet: see oracle_library.h. */
MUST_CHECK int assignments_load(const char *folder, const struct words *ids,
                                struct assignments *assignments, struct error *err);
void assignments_clear(struct assignments *assignments);

/* Fills *assignment from its parsed spec, which it then owns. For assignments_load and tests. */
MUST_CHECK int assignment_parse(cJSON *document, struct assignment *assignment, struct error *err);
void assignment_clear(struct assignment *assignment);

/* Leaves only the checks that a student may see. */
void assignments_keep_visible(struct assignments *assignments);

const struct scenario *assignment_scenario(const struct assignment *assignment, const char *id);
const struct check *assignment_check(const struct assignment *assignment, const char *id);

double assignment_max_score(const struct assignment *assignment);
const char *visibility_name(enum visibility visibility);

#endif
