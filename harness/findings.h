/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_FINDINGS_H
#define HARNESS_FINDINGS_H

#include "experiment.h"

/* Adds what the detectors see in a run, and what it left uncontrolled; each finding once. */
void findings_of_run(struct experiment_report *report, const struct run *run);
/* The same schedule gave two different runs: says where they part. */
void findings_not_repeatable(struct experiment_report *report, const struct run *first,
                             const struct run *second);
void findings_sort(struct experiment_report *report); /* by kind and message */
void findings_clear(struct experiment_report *report);

#endif
