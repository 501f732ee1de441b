/* SPDX-License-Identifier: MIT */
/* How a plain C program is built and run: what `explore` was asked for, and what its report keeps
 * so that `replay` can do the same again. */
#ifndef GRADER_RECIPE_H
#define GRADER_RECIPE_H

#include "base/error.h"
#include "options.h"
#include "spec.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

/* What may count as a failure, and what does when nothing else is asked for. */
#define FAILURE_CHOICES "crash|assertion|deadlock|livelock|limit|race|leak"
#define USUAL_FAILURES "crash,assertion,deadlock,livelock,limit"

/* What may be done to a program, and what any POSIX system may do at any time. */
#define FAULT_CHOICES "none|short-io|eintr|spurious-wakeups|skew|late-signals|fork-fails|kill"
#define USUAL_FAULTS "spurious-wakeups,skew,late-signals"

enum { USUAL_EXPLORE_STEPS = 20000, USUAL_EXPLORE_BUDGET = 10000 };
enum { USUAL_EXPLORE_TASKS = 64, MOST_EXPLORE_TASKS = 200 };

struct recipe { /* arrays are owned, strings belong to the command line or to the document */
    struct strings sources, arguments;
    const char *cflags, *libraries; /* words separated by blanks */
    const char *input, *folder;     /* paths of standard input and of the files; "": none */
    const char *faults, *fail_on;   /* words separated by commas */
    const char *exit_ok;            /* exit statuses that are no failure; "": all */
    uint64_t steps;                 /* bound of a run */
    uint64_t tasks;                 /* bound of what is there at a time */
    bool sync_only;                 /* no points at accesses to memory */
};

void recipe_of_settings(const struct settings *settings, struct recipe *recipe);
void recipe_clear(struct recipe *recipe);

/* Adds the recipe's keys to an object, and reads them back. The object may have `contents` and
 * `digest` besides (testbed.h), which are found in *contents and *digest. *recipe is always to be
 * cleared. */
void recipe_add(cJSON *object, const struct recipe *recipe);
MUST_CHECK int recipe_read(const cJSON *object, struct recipe *recipe, const cJSON **contents,
                           const char **digest, struct error *err);

/* Parts of a recipe as values; ERROR_USAGE names what is no such thing. */
MUST_CHECK int recipe_exit_codes(const struct recipe *recipe, bool accepted[256],
                                 struct error *err);
MUST_CHECK int recipe_tasks(const struct recipe *recipe, uint64_t *tasks, struct error *err);
MUST_CHECK int recipe_faults(const struct recipe *recipe, unsigned *faults, struct error *err);

/* The next word of a list that starts at *at, with its length; NULL at the end. Moves *at behind
 * it. */
const char *recipe_word(const char **at, const char *separators, size_t *length);

#endif
