/* SPDX-License-Identifier: MIT */
/* The verbs of mpgrade. A verb returns the exit status of the program, or -1 with an error. */
#ifndef GRADER_VERB_H
#define GRADER_VERB_H

#include "base/error.h"
#include "options.h"

#include <stddef.h>

enum exit_status {
    EXIT_DONE = 0,
    EXIT_BELOW = 1, /* below the gate; a failed check; a replay that differs */
    EXIT_MACHINE = 3,
    EXIT_GRADER_FAILED = 4,
};

struct verb {
    const char *name;
    unsigned bit; /* enum verb_bit, named by the options that it takes */
    const char *operands;
    size_t fewest, most; /* operands that it needs and takes */
    const char *summary;
    const char *explanation; /* further lines of its help */
    int (*run)(const struct settings *settings, struct error *err);
};

const struct verb *verb_table(void);            /* ends with a NULL name */
const struct verb *verb_find(const char *name); /* NULL when there is none */
MUST_CHECK int verb_run(const struct settings *settings, struct error *err);

int verb_grade(const struct settings *settings, struct error *err);
int verb_check(const struct settings *settings, struct error *err);
int verb_explore(const struct settings *settings, struct error *err);
int verb_replay(const struct settings *settings, struct error *err);
int verb_assignment(const struct settings *settings, struct error *err);
int verb_report(const struct settings *settings, struct error *err);
int verb_diff(const struct settings *settings, struct error *err);
int verb_merge(const struct settings *settings, struct error *err);
int verb_doctor(const struct settings *settings, struct error *err);
int verb_version(const struct settings *settings, struct error *err);
int verb_help(const struct settings *settings, struct error *err);

#endif
