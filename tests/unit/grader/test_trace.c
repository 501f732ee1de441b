/* SPDX-License-Identifier: MIT */
#include "trace.h"

#include "base/allocate.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <string.h>

static char first_path[] = "main", second_path[] = "main.1", lock_name[] = "lock 1";
static struct task tasks[] = {{.path = first_path}, {.path = second_path}};
static struct object objects[] = {{0}, {.class = OBJECT_LOCK, .name = lock_name}};
static char bytes[] = "{\"count\": 3}\n";

static struct run make_run(struct step *steps, size_t count)
{
    return (struct run){.tasks = tasks,
                        .task_count = 2,
                        .objects = objects,
                        .object_count = 2,
                        .steps = steps,
                        .step_count = count,
                        .bytes = bytes,
                        .byte_count = sizeof bytes - 1};
}

static void expect_words(struct step step, const char *object, const char *result)
{
    struct run run = make_run(&step, 1);
    struct trace trace;
    trace_build(&run, NULL, 0, 10, &trace);
    cr_assert_eq(trace.count, 1);
    cr_expect_str_eq(trace.steps[0].object, object);
    cr_expect_str_eq(trace.steps[0].result, result);
    trace_clear(&trace);
}

Test(trace, steps_become_words)
{
    expect_words((struct step){.operation = OPERATION_FORK, .other = 1}, "main.1", "0");
    expect_words((struct step){.operation = OPERATION_LOCK, .object = 1, .other = NO_TASK},
                 "lock 1", "0");
    expect_words(
        (struct step){.operation = OPERATION_LOCK, .object = 1, .other = NO_TASK, .blocked = true},
        "lock 1", "0, had to wait");
    expect_words((struct step){.operation = OPERATION_WAIT, .other = NO_TASK, .result = -ECHILD},
                 "", "ECHILD");
    expect_words((struct step){.operation = OPERATION_KILL, .other = 1, .argument = SIGTERM},
                 "main.1", "SIGTERM");
    expect_words(
        (struct step){.operation = OPERATION_SLEEP, .other = NO_TASK, .argument = 500000000}, "",
        "0.500 s");
    expect_words(
        (struct step){.operation = OPERATION_READ, .other = NO_TASK, .result = 13, .size = 13}, "",
        "\"{\"count\": 3}\\n\"");
}

Test(trace, bytes_that_were_not_kept_are_not_read)
{
    expect_words(
        (struct step){.operation = OPERATION_READ, .other = NO_TASK, .data = 10, .size = 1000}, "",
        "\"3}\\n\"… (1000 bytes)");
    expect_words(
        (struct step){.operation = OPERATION_READ, .other = NO_TASK, .data = 99, .size = 1000}, "",
        "\"\"… (1000 bytes)");
}

Test(trace, a_long_run_keeps_its_ends_and_the_critical_steps)
{
    enum { COUNT = 2000, MOST = 400, CRITICAL = 900 };
    struct step *steps = allocate(COUNT * sizeof *steps);
    struct run run = make_run(steps, COUNT);
    const size_t critical[] = {CRITICAL};
    struct trace trace;
    trace_build(&run, critical, 1, MOST, &trace);
    cr_expect_eq(trace.count, MOST);
    cr_expect_eq(trace.omitted, COUNT - MOST);
    cr_expect_eq(trace.steps[0].number, 1);
    cr_expect_eq(trace.steps[MOST - 1].number, COUNT);
    size_t marked = 0;
    for (size_t i = 0; i < trace.count; i++)
        if (trace.steps[i].critical) {
            marked++;
            cr_expect_eq(trace.steps[i].number, CRITICAL + 1);
            cr_expect_eq(trace.steps[i - 1].number, CRITICAL);
        }
    cr_expect_eq(marked, 1);
    trace_clear(&trace);
    free(steps);
}

Test(trace, the_place_is_that_of_the_last_critical_step_with_source)
{
    struct step steps[4] = {{.where = {.file = "a.c", .line = 1, .function = "f"}},
                            {.where = {.file = "a.c", .line = 2, .function = "f"}},
                            {0},
                            {.where = {.file = "a.c", .line = 4, .function = "g"}}};
    struct run run = make_run(steps, 4);
    const size_t critical[] = {1, 2};
    cr_expect_eq(trace_location(&run, critical, 2, false).line, 2);
    cr_expect_eq(trace_location(&run, NULL, 0, true).line, 4);
    cr_expect_null(trace_location(&run, NULL, 0, false).file);
    run.step_count = 0;
    cr_expect_null(trace_location(&run, critical, 2, false).file);
}
