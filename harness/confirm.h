/* SPDX-License-Identifier: MIT */
/* After a failure: seen again, made smaller, and recorded with the student's lines. */
#ifndef HARNESS_CONFIRM_H
#define HARNESS_CONFIRM_H

#include "experiment.h"
#include "explore/schedule.h"
#include "stage.h"

struct suspect {
    struct stage *stage;
    const struct scenario *scenario;
    const struct oracle_check *check; /* the one that failed */
    enum failure_kind kind;           /* how */
    const char *before;               /* the parts of its schedule's text before the last */
};

/* Runs a schedule again; `located` as for stage_run. */
MUST_CHECK int run_again(struct stage *stage, const struct schedule *schedule, bool located,
                         struct run *run, struct error *err);

/* 1: the failure repeats, and *verdict and *failure are filled with its smallest form (the caller
 * frees both parts), and with the pair of steps that decides it, if there is one; 0: it doesn't
 * repeat; negative: an error. */
MUST_CHECK int confirm(const struct suspect *suspect, const struct schedule *schedule,
                       struct verdict *verdict, struct failure_record **failure, struct error *err);

/* A run that went to a bound costs too much to be repeated often. */
bool is_costly(const struct run *run);

/* The record of a run that failed so; takes what `run` holds. `before` as in a suspect. */
struct failure_record *failure_of_run(const struct verdict *verdict, const char *before,
                                      struct run *run);
void failure_free(struct failure_record *failure);

#endif
