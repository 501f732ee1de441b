/* SPDX-License-Identifier: MIT */
/* What one submission holds for one assignment. */
#ifndef GRADER_HANDIN_H
#define GRADER_HANDIN_H

#include "assignment.h"
#include "source.h"

#include <stdbool.h>

struct handin {
    struct source_file *files; /* the student's and the provided ones, sorted by name */
    size_t count, capacity;
    bool present;  /* something of the assignment is there, usable or not */
    char *problem; /* why nothing can be graded: a sentence; NULL if it can */
    char digest[DIGEST_SIZE];
};

/* Collects the files. Reads nothing but what the assignment names. */
void handin_collect(const struct source *source, const struct assignment *assignment,
                    struct handin *handin);
void handin_clear(struct handin *handin);
void handin_sort(struct handin *handin); /* its files, by name */

/* The student's own text of a file of this name; NULL when there is none. */
const struct source_file *handin_file(const struct handin *handin, const char *name);

#endif
