/* SPDX-License-Identifier: MIT */
/* Grades one submission from beginning to end. */
#ifndef GRADER_GRADING_H
#define GRADER_GRADING_H

#include "graded.h"
#include "handin.h"

#include <stdbool.h>
#include <stdint.h>

struct plan { /* what is the same for the whole class */
    const struct assignments *assignments;
    bool all_asked;  /* the assignments were named: one without files counts as missing */
    bool as_files;   /* take even a work tree as it lies */
    uint64_t budget; /* 0: the assignment's own */
    uint64_t seed;
    char tool[DIGEST_SIZE]; /* of mpgrade itself, so that no other version's work is taken over */
};

struct prepared { /* one assignment of a submission, read but not yet run */
    const struct assignment *assignment;
    struct handin handin;
    struct commit commit;
    const struct text *parcel; /* the build that was made of it before; NULL: none was */
};

struct preparation {
    struct prepared *items;
    size_t count;
    bool is_git;
    char *problem;         /* why nothing of the submission can be read; NULL if it can */
    char key[DIGEST_SIZE]; /* of everything that the grade is a function of */
};

/* Reads a submission. Errors are the grader's own. */
MUST_CHECK int grading_prepare(const struct plan *plan, const struct submission *submission,
                               struct preparation *preparation, struct error *err);
void preparation_clear(struct preparation *preparation);

/* Builds, unless that was done before, and runs what was prepared. Never fails: what goes wrong
 * becomes a status. */
void grading_run(const struct plan *plan, const struct submission *submission,
                 const struct preparation *preparation, struct graded_submission *graded);

/* Compiles one hand-in. A program that doesn't compile leaves *program NULL. For replay, too. */
MUST_CHECK int grading_build(const struct assignment *assignment, const struct handin *handin,
                             struct build_result *build, struct program **program,
                             struct error *err);

/* Digest of all of mpgrade that a grade depends on: this program and what it links submissions
 * with. */
MUST_CHECK int grading_tool_digest(char digest[DIGEST_SIZE], struct error *err);

#endif
