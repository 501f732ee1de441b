/* SPDX-License-Identifier: MIT */
/* The variants of an assignment: solutions whose grade is known beforehand. */
#ifndef GRADER_VARIANT_H
#define GRADER_VARIANT_H

#include "assignment.h"

#include "mutant.h"

enum variant_kind {
    VARIANT_RIGHT,   /* solution/ and right/<name>/: passes every check */
    VARIANT_WRONG,   /* wrong/<name>/: see expect.json */
    VARIANT_STARTER, /* handout/: doesn't pass every check */
};

struct variant {
    enum variant_kind kind;
    char *name;     /* its path in the assignment's folder */
    bool *fails;    /* by check; of a wrong one: at least one of these fails */
    bool *may_fail; /* these may */
};

struct variants {
    struct variant *items;
    size_t count, capacity;
};

struct equivalent { /* a mutant of the solution that is no mistake, and why */
    char *rule, *code, *why;
    uint64_t line; /* where the same code is a mistake elsewhere; 0: everywhere */
};

struct equivalents {
    struct equivalent *items;
    size_t count, capacity;
};

/* Lists the variants and reads the expectations. ERROR_USAGE: an expect.json is wrong, or the
 * solution isn't there. */
MUST_CHECK int variants_load(const struct assignment *assignment, struct variants *variants,
                             struct error *err);
void variants_clear(struct variants *variants);

/* Reads solution/expect.json, if there is one: its key `equivalent`. */
MUST_CHECK int equivalents_load(const struct assignment *assignment,
                                struct equivalents *equivalents, struct error *err);
void equivalents_clear(struct equivalents *equivalents);

/* Why the mutant is said to be equivalent; NULL when nothing says so. */
const char *equivalents_find(const struct equivalents *equivalents, const struct mutant *mutant);

/* Compares verdicts with what is expected of the variant. `failed` and `passed` are by check.
 * Returns NULL when they agree, else what is wrong; free() it. Pure. */
char *variant_compare(const struct variant *variant, const struct assignment *assignment,
                      const bool *failed, const bool *passed);

#endif
