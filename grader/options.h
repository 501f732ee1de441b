/* SPDX-License-Identifier: MIT */
/* The options of all verbs as one table, and what the command line made of them. The same table
 * feeds the parser, `help` and the manual page. */
#ifndef GRADER_OPTIONS_H
#define GRADER_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verb_bit {
    FOR_GRADE = 1 << 0,
    FOR_CHECK = 1 << 1,
    FOR_REPLAY = 1 << 2,
    FOR_ASSIGNMENT = 1 << 3,
    FOR_DOCTOR = 1 << 4,
    FOR_VERSION = 1 << 5,
    FOR_HELP = 1 << 6,
    FOR_EXPLORE = 1 << 7,
    FOR_REPORT = 1 << 8,
    FOR_DIFF = 1 << 9,
    FOR_MERGE = 1 << 10,
    FOR_ALL = (1 << 11) - 1,
    HAVE_ARGUMENTS = FOR_EXPLORE, /* what stands behind -- isn't for the verb itself */
};

enum option_type {
    OPTION_ON, /* takes no value: a bool becomes true */
    OPTION_OFF,
    OPTION_TEXT,
    OPTION_LIST,   /* repeatable */
    OPTION_NUMBER, /* a whole number, 0 and up: uint64_t */
    OPTION_PERCENT,
    OPTION_CHOICE, /* one of `choices`, separated by | */
    OPTION_WORDS,  /* several of `choices`, separated by commas */
    OPTION_SHARD,  /* I/N */
};

struct option_spec {
    char letter; /* 0: none */
    const char *name;
    const char *value; /* what help calls its value; NULL: takes none */
    enum option_type type;
    size_t offset;  /* of its field in struct settings */
    unsigned verbs; /* enum verb_bit */
    const char *choices;
    const char *help;
};

struct words { /* strings owned by the command line */
    const char **items;
    size_t count, capacity;
};

struct shard {
    uint64_t index, count; /* index from 1 */
};

struct settings {
    const struct verb *verb;
    struct words operands;
    struct words arguments; /* behind --, of a program that is explored */
    struct words assignments;
    const char *assignments_folder; /* NULL: the installed ones */
    const char *output;
    uint64_t jobs; /* 0: the CPUs this process may use */
    bool json;
    const char *format;
    double min_score; /* negative: no gate */
    uint64_t budget;  /* 0: the assignment's own */
    uint64_t seed;
    bool resume;
    struct shard shard;
    const char *isolation;
    bool mutants;
    const char *to;            /* where an assignment is written; NULL: not said */
    const char *save_schedule; /* NULL: not wanted */
    bool step, gdb;
    uint64_t at;         /* step at which gdb takes over; 0: the first critical one */
    const char *process; /* for gdb; NULL: whose step it is */
    const char *html;    /* NULL: not wanted */
    const char *strategy;
    bool keep_going;
    const char *fail_on, *exit_ok, *faults; /* see recipe.h, as all of these */
    const char *input, *files, *cflags, *libraries;
    uint64_t steps, tasks; /* 0: the usual bound */
    bool sync_only;
    const char *kept; /* where explore keeps its report */
    bool quiet;
    const char *color, *progress;
    bool help;
};

const struct option_spec *option_table(void); /* ends with a NULL name */

/* Reads the command line. A first word that is no verb is a path for `grade`. *settings is always
 * to be cleared. */
MUST_CHECK int settings_parse(int argc, char **argv, struct settings *settings, struct error *err);
void settings_clear(struct settings *settings);
void words_add(struct words *words, const char *word);

/* Whether a stream is to be coloured or live, by an `auto|always|never` setting. */
bool settings_wants(const char *setting, int fd);

#endif
