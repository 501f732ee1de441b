/* SPDX-License-Identifier: MIT */
/* Which two steps depend on each other: taken in the other order, they could lead elsewhere. */
#ifndef HARNESS_EXPLORE_DEPENDENCE_H
#define HARNESS_EXPLORE_DEPENDENCE_H

#include "contract/choice.h"
#include "contract/run.h"

#include <stdbool.h>

/* Symmetric. Steps of one task always depend on each other. When in doubt: true. */
bool dependent(const struct option *a, const struct option *b);
/* A step that was taken, as the option that it was. */
struct option dependence_of_step(const struct step *step);

#endif
