/* SPDX-License-Identifier: MIT */
/* Each limit ends a program or is noticed by it, and the outcome says which it was. */
#include "box.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

static struct sandbox_outcome outcome;

static void destroy(void)
{
    sandbox_outcome_clear(&outcome);
}

TestSuite(limits, .fini = destroy, .timeout = 30);
TestSuite(limits_of_user, .init = box_become_user, .fini = destroy, .timeout = 30);

Test(limits, of_wall_time)
{
    box_run("ignore-and-sleep", (struct limits){.wall_ms = 200}, &outcome);
    cr_expect_eq(outcome.end, SANDBOX_WALL_LIMIT);
    cr_expect_eq(box_count_processes("ignore-and-sleep"), 0);
}

Test(limits, of_processor_time)
{
    box_run("spin", (struct limits){.cpu_seconds = 1}, &outcome);
    cr_expect_eq(outcome.end, SANDBOX_CPU_LIMIT);
    cr_expect_gt(outcome.cpu_seconds, 0.3);
}

Test(limits, of_output)
{
    box_run("flood", (struct limits){.output = 1000}, &outcome);
    cr_expect_eq(outcome.end, SANDBOX_OUTPUT_LIMIT);
    cr_expect_eq(outcome.output_size, 1000);
}

Test(limits, of_memory)
{
    box_run("hoard", (struct limits){.memory = 32 << 20, .cpu_seconds = 30}, &outcome);
    if (outcome.peak_memory) /* the machine has memory groups */
        cr_expect_eq(outcome.end, SANDBOX_MEMORY_LIMIT);
    else
        cr_expect(outcome.end == SANDBOX_EXITED && outcome.status == 3);
}

/* An ordinary user has no memory group here: the address space is the limit. */
Test(limits_of_user, of_memory)
{
    box_run("hoard", (struct limits){.memory = 32 << 20, .cpu_seconds = 30}, &outcome);
    cr_expect(outcome.end == SANDBOX_MEMORY_LIMIT ||
              (outcome.end == SANDBOX_EXITED && outcome.status == 3));
}

static void check_processes(void)
{
    int children = 0, error = 0;
    box_run("multiply", (struct limits){.tasks = 16}, &outcome);
    cr_assert_eq(sscanf(outcome.output, "children: %d, then %d", &children, &error), 2);
    cr_expect_eq(error, EAGAIN);
    cr_expect(children >= 16 && children < 24, "%d children", children);
    cr_expect_eq(box_count_processes("multiply"), 0);
}

Test(limits, of_processes)
{
    check_processes();
}

Test(limits_of_user, of_processes)
{
    check_processes();
}

Test(limits, of_files)
{
    long bytes = 0, all = 0;
    int error = 0, full = 0, files = 0, last = 0;
    box_run("fill", (struct limits){.file_bytes = 1 << 20, .files = 100}, &outcome);
    cr_assert_eq(sscanf(outcome.output,
                        "bytes: %ld, then %d all bytes: %ld, then %d files: %d, then %d", &bytes,
                        &error, &all, &full, &files, &last),
                 6);
    cr_expect(bytes <= 1 << 20);
    cr_expect(error == EFBIG || error == ENOSPC);
    cr_expect(all <= 1 << 20);
    cr_expect_eq(full, ENOSPC);
    cr_expect_eq(last, ENOSPC);
    cr_expect(files <= 100 && files > 90);
}

Test(limits, of_descriptors)
{
    int count = 0, error = 0;
    box_run("open-many", (struct limits){.descriptors = 50}, &outcome);
    cr_assert_eq(sscanf(outcome.output, "descriptors: %d, then %d", &count, &error), 2);
    cr_expect_eq(count, 47);
    cr_expect_eq(error, EMFILE);
}
