/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_UNBORN_H
#define HARNESS_DIRECTOR_UNBORN_H

struct director;
struct live_task;

/* A child that was granted and hasn't reported; NULL: there is none. */
struct live_task *unborn(struct director *director);
/* Called for each idle slice: if the kernel refused it, it is expected no more. */
void unborn_forget(struct director *director);

#endif
