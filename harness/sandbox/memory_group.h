/* SPDX-License-Identifier: MIT */
/* A control group that bounds the memory of one sandbox as a whole. */
#ifndef HARNESS_SANDBOX_MEMORY_GROUP_H
#define HARNESS_SANDBOX_MEMORY_GROUP_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct memory_group {
    char path[PATH_MAX]; /* empty: this machine lets us have none */
    int entry;           /* who writes "0" there is in it; -1 */
    int events;          /* its counters, open for reading; -1 */
};

/* Makes one with `bytes` as its limit; false, with an empty group, where that can't be had. */
bool memory_group_make(struct memory_group *group, uint64_t bytes);
/* The calling process joins, by the group's `entry`. */
bool memory_group_join(int entry);
uint64_t memory_group_peak(const struct memory_group *group); /* 0: unknown */
bool memory_group_killed(const struct memory_group *group); /* the limit cost a process its life */
void memory_group_remove(struct memory_group *group);       /* its processes must be gone */

#endif
