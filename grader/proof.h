/* SPDX-License-Identifier: MIT */
/* Proves an assignment before students see it: its own right and wrong solutions get the verdicts
 * that they were made for, twice the same, and mutants of its solution don't survive. */
#ifndef GRADER_PROOF_H
#define GRADER_PROOF_H

#include "assignment.h"
#include "base/error.h"
#include "grading.h"
#include "mutant.h"
#include "options.h"
#include "progress.h"
#include "variant.h"

struct gradings {       /* of one variant */
    struct text parcel; /* its build; empty: each grading has to build it, or say why it can't */
    char *letters;      /* one a check, see letter_of; NULL when it couldn't be graded */
    char *message;      /* why it couldn't be graded; NULL if it could */
    char *digests[2];   /* of the two results, usage left out */
    double seconds;     /* both together */
};

enum mutant_fate { MUTANT_UNKNOWN, MUTANT_KILLED, MUTANT_SURVIVED, MUTANT_STILLBORN };

struct mutation {     /* what became of a mutant */
    const char *file; /* of the solution */
    enum mutant_fate fate;
    char *message;          /* the check and scenario that killed it; why it didn't compile */
    const char *equivalent; /* the reason that the solution's expect.json gives; NULL: none */
};

struct proof {
    const struct assignment *assignment;
    struct plan plan;
    struct variants variants;
    struct equivalents equivalents;
    struct gradings *gradings;  /* by variant */
    struct mutants mutants;     /* none unless asked for */
    struct mutation *mutations; /* by mutant */
    struct progress progress;
};

/* The verb: proves the one assignment, prints the matrix (or JSON), answers with an exit status. */
MUST_CHECK int proof_run(const struct settings *settings, struct assignments *assignments,
                         struct error *err);

/* Were the two gradings of a variant the same, byte for byte? */
bool proof_agrees(const struct gradings *gradings);

/* A variant as a submission; free() its `parent`. */
struct submission proof_submission(const struct proof *proof, const struct variant *variant);

/* Builds every variant, once for all of its gradings (proof_build.c). */
MUST_CHECK int proof_build(struct proof *proof, size_t workers, struct error *err);

/* Makes the mutants of the solution and runs them (proof_mutants.c). */
MUST_CHECK int proof_try_mutants(struct proof *proof, const struct settings *settings,
                                 size_t workers, struct error *err);

/* Prints what was found out; true if the assignment is proven (proof_report.c). */
bool proof_print(const struct proof *proof);
bool proof_print_json(const struct proof *proof);

#endif
