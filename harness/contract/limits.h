/* SPDX-License-Identifier: MIT */
/* Limits of one schedule of a submission, and their defaults (zero means: the default). */
#ifndef HARNESS_CONTRACT_LIMITS_H
#define HARNESS_CONTRACT_LIMITS_H

#include <stdint.h>

struct limits {
    uint64_t tasks;        /* processes and threads at a time; default 64 */
    uint64_t memory;       /* bytes, shared memory and files in memory included; 256 MiB */
    uint64_t file_bytes;   /* bytes in the working folder; 64 MiB */
    uint64_t files;        /* 4096 */
    uint64_t descriptors;  /* per process; 256 */
    uint64_t output;       /* bytes on standard output and standard error together; 1 MiB */
    uint64_t steps;        /* 5000 */
    uint64_t virtual_time; /* nanoseconds; 3600 s: past it a run is RUN_STEP_LIMIT */
    uint64_t wall_ms;      /* guard per schedule; 300000 */
    uint64_t cpu_seconds;  /* per process, a guard; 4 */
};

struct limits limits_with_defaults(struct limits asked);

#endif
