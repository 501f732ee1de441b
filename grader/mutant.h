/* SPDX-License-Identifier: MIT */
/* Synchronisation mutants of a C source text: each lacks or misplaces one thing that a concurrent
 * program lives by. A good assignment catches them all, but for those that are equivalent. */
#ifndef GRADER_MUTANT_H
#define GRADER_MUTANT_H

#include <stddef.h>

struct mutant {
    const char *rule; /* "drop-release", … */
    unsigned line;    /* of the original */
    char *code;       /* what was changed, blanks made one */
    char *text;       /* the whole text, changed */
    size_t size;
};

struct mutants {
    struct mutant *items;
    size_t count, capacity;
};

/* At most so many mutants of one rule, the first in the text. */
enum { MOST_OF_A_RULE = 8 };

/* In the order of the rules, then of the text; a function of the text alone. */
void mutants_make(const char *text, size_t size, struct mutants *mutants);
void mutants_clear(struct mutants *mutants);

#endif
