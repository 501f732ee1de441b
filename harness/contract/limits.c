/* SPDX-License-Identifier: MIT */
#include "contract/limits.h"

static uint64_t or_default(uint64_t asked, uint64_t fallback)
{
    return asked ? asked : fallback;
}

struct limits limits_with_defaults(struct limits asked)
{
    const uint64_t mebibyte = UINT64_C(1) << 20;
    return (struct limits){
        .tasks = or_default(asked.tasks, 64),
        .memory = or_default(asked.memory, 256 * mebibyte),
        .file_bytes = or_default(asked.file_bytes, 64 * mebibyte),
        .files = or_default(asked.files, 4096),
        .descriptors = or_default(asked.descriptors, 256),
        .output = or_default(asked.output, mebibyte),
        .steps = or_default(asked.steps, 5000),
        .virtual_time = or_default(asked.virtual_time, UINT64_C(3600) * 1000000000),
        .wall_ms = or_default(asked.wall_ms, 300000),
        .cpu_seconds = or_default(asked.cpu_seconds, 4),
    };
}
