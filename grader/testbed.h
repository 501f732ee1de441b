/* SPDX-License-Identifier: MIT */
/* A plain C program, read and built, with what it is run with: an experiment without an assignment.
 */
#ifndef GRADER_TESTBED_H
#define GRADER_TESTBED_H

#include "experiment.h"
#include "graded.h"
#include "handin.h"
#include "recipe.h"

struct testbed {
    struct handin program;      /* sources and the headers beside them, as they are compiled */
    struct entry input;         /* standard input */
    struct sandbox_file *files; /* of the working folder, owned with their contents */
    size_t file_count, file_capacity;
    struct strings flags, libraries; /* owned with their strings */
    bool accepted[256];              /* exit statuses */
    struct scenario scenario;
    struct oracle_check *checks; /* of the failures that count */
    size_t check_count;
    char digest[DIGEST_SIZE]; /* of everything that a run depends on but the schedule */
    struct build_result build;
    struct program *built; /* NULL: it doesn't compile */
};

/* Reads all files that the recipe names. ERROR_USAGE in one line when one can't be used. *testbed
 * is always to be cleared, before the recipe. */
MUST_CHECK int testbed_load(const struct recipe *recipe, struct testbed *testbed,
                            struct error *err);
MUST_CHECK int testbed_build(struct testbed *testbed, struct error *err);
void testbed_clear(struct testbed *testbed);

/* The name of a failure: the same for the same program, kind and schedule. */
void testbed_name_failure(const struct testbed *testbed, const char *kind, const char *schedule,
                          char id[FAILURE_ID_SIZE]);

/* Adds name and digest of each file of the program, as `contents`, and the digest of all. */
void testbed_add(cJSON *object, const struct testbed *testbed);
/* What isn't as `contents` and `digest` say, as a list of names; NULL when all is. free() it. */
char *testbed_changes(const struct testbed *testbed, const cJSON *contents, const char *digest);

#endif
