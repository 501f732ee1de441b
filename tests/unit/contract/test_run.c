/* SPDX-License-Identifier: MIT */
/* The record of a run: its fingerprint moves with everything that must repeat, and with nothing
 * that depends on where in memory the record lies. */
#include "contract/run.h"

#include "base/allocate.h"

#include <criterion/criterion.h>

static struct run sample(void)
{
    static const struct step steps[] = {
        {.operation = OPERATION_FORK, .object = 1, .other = 1},
        {.task = 1, .operation = OPERATION_WRITE, .object = 2, .result = 3, .size = 3, .time = 5},
    };
    struct run run = {.end = RUN_COMPLETED, .step_count = 2, .task_count = 2, .byte_count = 3};
    run.steps = copy_memory(steps, sizeof steps);
    run.tasks = allocate(2 * sizeof *run.tasks);
    run.tasks[0] = (struct task){.path = copy_string("main"), .fate = FATE_EXITED};
    run.tasks[1] = (struct task){.path = copy_string("main.1"), .fate = FATE_EXITED};
    run.bytes = copy_memory("one", 3);
    return run;
}

Test(run, equal_runs_have_equal_fingerprints)
{
    struct run first = sample(), second = sample();
    cr_expect_eq(run_fingerprint(&first), run_fingerprint(&second));
    run_clear(&first);
    run_clear(&second);
}

static void change_end(struct run *run)
{
    run->end = RUN_DEADLOCK;
}

static void change_operation(struct run *run)
{
    run->steps[1].operation = OPERATION_READ;
}

static void change_task(struct run *run)
{
    run->steps[1].task = 0;
}

static void change_object(struct run *run)
{
    run->steps[1].object = 3;
}

static void change_result(struct run *run)
{
    run->steps[1].result = -4;
}

static void change_time(struct run *run)
{
    run->steps[1].time++;
}

static void change_status(struct run *run)
{
    run->tasks[1].status = 1;
}

static void change_fate(struct run *run)
{
    run->tasks[1].fate = FATE_SIGNALLED;
}

static void change_bytes(struct run *run)
{
    run->bytes[2] = 'y';
}

static void drop_step(struct run *run)
{
    run->step_count = 1;
}

Test(run, each_difference_that_matters_moves_the_fingerprint)
{
    static void (*const changes[])(struct run *) = {
        change_end,  change_operation, change_task, change_object, change_result,
        change_time, change_status,    change_fate, change_bytes,  drop_step,
    };
    struct run original = sample();
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct run changed = sample();
        changes[i](&changed);
        cr_expect_neq(run_fingerprint(&changed), run_fingerprint(&original), "change %zu", i);
        run_clear(&changed);
    }
    run_clear(&original);
}

Test(run, clearing_leaves_an_empty_run)
{
    struct run run = sample();
    run_clear(&run);
    cr_expect_eq(run.step_count + run.task_count + run.byte_count, 0);
    cr_expect_null(run.steps);
    cr_expect_null(run.tasks);
    cr_expect_null(run.bytes);
    run_clear(&run);
}

Test(run, every_end_has_a_name_of_its_own)
{
    for (int i = RUN_COMPLETED; i <= RUN_DIVERGED; i++)
        for (int j = RUN_COMPLETED; j < i; j++)
            cr_expect_str_neq(run_end_name((enum run_end)i), run_end_name((enum run_end)j));
}
