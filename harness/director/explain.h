/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_EXPLAIN_H
#define HARNESS_DIRECTOR_EXPLAIN_H

struct director;

/* Nobody can run and no time is due: ends the run, and says who waits for what, and on whom. */
void explain_deadlock(struct director *director);
/* The same, but main has ended: notes who keeps pipes open at which others wait. */
void explain_leftovers(struct director *director);

#endif
