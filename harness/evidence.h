/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_EVIDENCE_H
#define HARNESS_EVIDENCE_H

#include "experiment.h"
#include "explore/strategy.h"

/* Completes each check's evidence: bounds, and one honest sentence of what its verdict rests on. */
void evidence_state(struct experiment_report *report, const char *strategy, uint64_t seed,
                    const struct strategy_progress *progress);

#endif
