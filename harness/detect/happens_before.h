/* SPDX-License-Identifier: MIT */
/* Which steps of a run were ordered by something other than chance. */
#ifndef HARNESS_DETECT_HAPPENS_BEFORE_H
#define HARNESS_DETECT_HAPPENS_BEFORE_H

#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>

struct happens_before;

struct happens_before *hb_new(const struct run *run); /* `run` must outlive it; hb_free it */
/* The same, but only by birth, death and waiting for it: what holds whoever gets a lock first. */
struct happens_before *hb_new_lifetimes(const struct run *run);
/* True if every run that synchronises as this one did takes step `a` before step `b`. */
bool hb_ordered(const struct happens_before *hb, size_t a, size_t b);
void hb_free(struct happens_before *hb);

#endif
