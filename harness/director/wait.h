/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_WAIT_H
#define HARNESS_DIRECTOR_WAIT_H

#include "base/error.h"

#include <stdbool.h>

struct director;

void ticks(bool on);                         /* a timer that interrupts waits */
void guard_start(struct director *director); /* the wall-clock guard counts from now */
MUST_CHECK int await_reports(struct director *director, struct error *err); /* all are held */
MUST_CHECK int await_ends(struct director *director, struct error *err);    /* all are dead */
MUST_CHECK int await_server(struct director *director, struct error *err);  /* it said READY */

#endif
