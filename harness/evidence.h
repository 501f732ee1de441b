/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_EVIDENCE_H
#define HARNESS_EVIDENCE_H

#include "experiment.h"

/* The strategy had nothing new to run: what passed, passed every schedule of its space. */
void evidence_finished(struct experiment_report *report);

/* Writes each check's statement: one honest sentence of what its verdict rests on. */
void evidence_state(struct experiment_report *report, uint64_t seed);

#endif
