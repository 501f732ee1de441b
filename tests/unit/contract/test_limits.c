/* SPDX-License-Identifier: MIT */
/* Limits: zero means the default, anything else is taken as asked. */
#include "contract/limits.h"

#include <criterion/criterion.h>

Test(limits, zero_means_the_documented_default)
{
    struct limits limits = limits_with_defaults((struct limits){0});
    cr_expect_eq(limits.tasks, 64);
    cr_expect_eq(limits.memory, 256 << 20);
    cr_expect_eq(limits.file_bytes, 64 << 20);
    cr_expect_eq(limits.files, 4096);
    cr_expect_eq(limits.descriptors, 256);
    cr_expect_eq(limits.output, 1 << 20);
    cr_expect_gt(limits.steps, 0);
    cr_expect_gt(limits.virtual_time, 0);
    cr_expect_gt(limits.wall_ms, 0);
    cr_expect_gt(limits.cpu_seconds, 0);
}

Test(limits, what_was_asked_is_kept)
{
    struct limits asked = {.tasks = 1,
                           .memory = 2,
                           .file_bytes = 3,
                           .files = 4,
                           .descriptors = 5,
                           .output = 6,
                           .steps = 7,
                           .virtual_time = 8,
                           .wall_ms = 9,
                           .cpu_seconds = 10};
    struct limits limits = limits_with_defaults(asked);
    cr_expect_eq(limits.tasks, 1);
    cr_expect_eq(limits.memory, 2);
    cr_expect_eq(limits.file_bytes, 3);
    cr_expect_eq(limits.files, 4);
    cr_expect_eq(limits.descriptors, 5);
    cr_expect_eq(limits.output, 6);
    cr_expect_eq(limits.steps, 7);
    cr_expect_eq(limits.virtual_time, 8);
    cr_expect_eq(limits.wall_ms, 9);
    cr_expect_eq(limits.cpu_seconds, 10);
}
