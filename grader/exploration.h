/* SPDX-License-Identifier: MIT */
/* What an exploration found, as the document mpgrade.exploration/1: docs/exploration-format.md. */
#ifndef GRADER_EXPLORATION_H
#define GRADER_EXPLORATION_H

#include "testbed.h"

#include <cjson/cJSON.h>

enum exploration_verdict { EXPLORATION_NONE, EXPLORATION_FAILURE, EXPLORATION_INCONCLUSIVE };

struct exploration {
    enum exploration_verdict verdict;
    const struct check_report *main;    /* that decides the verdict */
    const struct check_report **others; /* further failures, in the order they were found */
    size_t other_count;
};

/* Reads an experiment's report; refers to it. */
void exploration_make(const struct experiment_report *report, struct exploration *exploration);
void exploration_clear(struct exploration *exploration);

/* The document. */
cJSON *exploration_document(const struct recipe *recipe, const struct testbed *testbed,
                            const struct experiment_report *report,
                            const struct exploration *exploration);

#endif
