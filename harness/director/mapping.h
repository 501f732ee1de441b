/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_MAPPING_H
#define HARNESS_DIRECTOR_MAPPING_H

#include <stdbool.h>
#include <stdint.h>

struct director;
struct live_task;

struct mapping { /* one line of /proc/PID/maps */
    uint64_t low, high;
    uint64_t first, second; /* of a shared one: the file, and what to add to an address for its
                               place there; of a private one 0, 0 */
};

enum { MAPPINGS = 8 }; /* remembered of each process */

struct memory_map {   /* of a process, as far as it was asked about */
    uint64_t version; /* the same for two processes: they have the same mappings */
    struct mapping known[MAPPINGS];
    unsigned next;
};

/* What an address of the task stands for, whoever looks at it: the same two numbers for everybody
 * who has the same shared memory, at whatever address; others for each process's own memory. */
bool mapping_key(struct director *director, const struct live_task *task, uint64_t address,
                 uint64_t key[2]);
/* The task maps something: what is remembered of its process may be wrong now. */
void mapping_forget(struct director *director, const struct live_task *task);
/* What was mapped between the two addresses isn't any more. */
void mapping_gone(struct director *director, const struct live_task *task, uint64_t low,
                  uint64_t high);

#endif
