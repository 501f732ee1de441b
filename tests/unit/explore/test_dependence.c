/* SPDX-License-Identifier: MIT */
#include "explore/dependence.h"

#include <criterion/criterion.h>

static struct option option(uint32_t task, enum operation operation, uint32_t object)
{
    return (struct option){.task = task,
                           .operation = operation,
                           .object = object,
                           .access = operation_info(operation)->access};
}

static const struct pair {
    enum operation first;
    uint32_t first_object;
    enum operation second;
    uint32_t second_object;
    bool dependent;
} pairs[] = {
    {OPERATION_MEMORY_WRITE, 1, OPERATION_MEMORY_READ, 1, true},
    {OPERATION_MEMORY_READ, 1, OPERATION_MEMORY_READ, 1, false},
    {OPERATION_MEMORY_WRITE, 1, OPERATION_MEMORY_WRITE, 2, false},
    {OPERATION_MEMORY_WRITE, 0, OPERATION_MEMORY_READ, 2, true}, /* more than a word */
    {OPERATION_LOCK, 1, OPERATION_UNLOCK, 1, true},
    {OPERATION_LOCK, 1, OPERATION_LOCK, 2, false},
    {OPERATION_LOCK, 0, OPERATION_LOCK, 2, true},
    {OPERATION_COMPUTE, 0, OPERATION_COMPUTE, 0, false},
    {OPERATION_COMPUTE, 0, OPERATION_EXIT, 3, false},
    {OPERATION_WRITE, 1, OPERATION_WRITE, 1, true},
    {OPERATION_READ, 1, OPERATION_READ, 1, true}, /* a shared offset */
    {OPERATION_READ, 1, OPERATION_READ, 2, false},
    {OPERATION_EXIT, 3, OPERATION_WAIT, 4, true},
    {OPERATION_EXIT, 3, OPERATION_RECEIVE, 9, true}, /* end of file */
    {OPERATION_CLOSE, 3, OPERATION_FILE_LOCK, 9, true},
    {OPERATION_CLOSE, 3, OPERATION_LOCK, 9, false},
    {OPERATION_KILL, 3, OPERATION_DELIVER, 3, true},
    {OPERATION_DELIVER, 3, OPERATION_RECEIVE, 4, true},
    {OPERATION_CREATE, 1, OPERATION_LIST, 2, true},
    {OPERATION_STAT, 1, OPERATION_LIST, 2, false},
    {OPERATION_STAT, 1, OPERATION_WRITE, 2, true}, /* the size */
    {OPERATION_FUTEX_WAIT, 1, OPERATION_UNLOCK, 2, true},
    {OPERATION_TIME_PASSES, 0, OPERATION_COMPUTE, 0, true},
    {OPERATION_CLOCK, 0, OPERATION_CLOCK, 0, false},
};

Test(dependence, holds_as_the_table_says_and_both_ways)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct pair *pair = &pairs[i];
        struct option first = option(1, pair->first, pair->first_object);
        struct option second = option(2, pair->second, pair->second_object);
        cr_expect_eq(dependent(&first, &second), pair->dependent, "pair %zu: %s, %s", i,
                     operation_info(pair->first)->name, operation_info(pair->second)->name);
        cr_expect_eq(dependent(&second, &first), pair->dependent, "pair %zu, the other way", i);
    }
}

Test(dependence, steps_of_one_task_always_depend)
{
    struct option first = option(1, OPERATION_COMPUTE, 0), second = option(1, OPERATION_YIELD, 0);
    cr_expect(dependent(&first, &second));
}

Test(dependence, a_narrower_access_counts_and_not_the_kind_of_operation)
{
    struct option first = option(1, OPERATION_CREATE, 1), second = option(2, OPERATION_CREATE, 1);
    cr_expect(dependent(&first, &second));
    first.access = second.access = ACCESS_READ;
    cr_expect_not(dependent(&first, &second));
}

Test(dependence, an_end_that_takes_other_threads_along_depends_on_whatever_they_do)
{
    struct option first = option(1, OPERATION_EXIT, 3), second = option(2, OPERATION_COMPUTE, 0);
    cr_expect_not(dependent(&first, &second));
    first.concerns_threads = true;
    cr_expect(dependent(&first, &second));
    cr_expect(dependent(&second, &first));
}

Test(dependence, an_access_to_more_than_its_word_may_be_to_any)
{
    struct step step = {.operation = OPERATION_MEMORY_WRITE, .object = 3};
    step.argument = memory_argument(16, 8);
    cr_expect_eq(dependence_of_step(&step).object, 3);
    step.argument = memory_argument(17, 8);
    cr_expect_eq(dependence_of_step(&step).object, 0);
}
