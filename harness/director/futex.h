/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_FUTEX_H
#define HARNESS_DIRECTOR_FUTEX_H

struct director;
struct live_task;

void futex_recheck(struct director *director); /* after a death */
void futex_expire(struct director *director);  /* after the clock has moved */
void futex_wake_spuriously(struct live_task *task);

#endif
