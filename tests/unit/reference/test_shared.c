/* SPDX-License-Identifier: MIT */
/* Shared memory, sleeping, the time. After CPython's _TestValue and _TestArray. */
#include "family.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

struct values {
    int i;
    double d;
    char text[20];
    int array[100];
};

static int write_values(void *memory)
{
    struct values *values = memory;
    values->i = 7;
    values->d = 2.5;
    strcpy(values->text, "of a child");
    for (int i = 1; i < 100; i++)
        values->array[i] += values->array[i - 1];
    return 0;
}

Test(shared, is_zeroed_and_shared_with_children)
{
    struct values *values = mp_shared_new(sizeof *values);
    const struct values zero = {0};
    cr_assert_eq((uintptr_t)values % 16, 0);
    cr_assert_eq(memcmp(values, &zero, sizeof zero), 0);
    for (int i = 0; i < 100; i++)
        values->array[i] = i;
    cr_assert_eq(run(write_values, values), 0);
    cr_assert_eq(values->i, 7);
    cr_assert_eq(values->d, 2.5);
    cr_assert_str_eq(values->text, "of a child");
    cr_assert_eq(values->array[99], 99 * 100 / 2);
    mp_shared_free(values);
}

Test(shared, is_zeroed_where_there_was_something_before)
{
    enum { SIZE = 100000 };
    for (int i = 0; i < 4; i++) {
        unsigned char *memory = mp_shared_new(SIZE);
        for (int k = 0; k < SIZE; k++)
            cr_assert_eq(memory[k], 0);
        memset(memory, 0xff, SIZE);
        mp_shared_free(memory);
    }
}

static int free_it(void *memory)
{
    mp_shared_free(memory);
    return 0;
}

Test(shared, is_freed_for_one_process)
{
    int *number = mp_shared_new(sizeof *number);
    *number = 3;
    cr_assert_eq(run(free_it, number), 0);
    cr_assert_eq(*number, 3);
    mp_shared_free(number);
}

static volatile sig_atomic_t interrupted;

static void handle(int number)
{
    (void)number;
    interrupted++;
}

static int interrupt_parent(void *parent)
{
    for (int i = 0; i < 10; i++) {
        kill(*(pid_t *)parent, SIGUSR1);
        mp_sleep(0.001);
    }
    return 0;
}

Test(clock, sleep_is_not_cut_short_by_signals)
{
    pid_t self = mp_process_pid(mp_current_process());
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle}, NULL);
    mp_process process;
    start(&process, interrupt_parent, &self);
    double before = mp_time();
    mp_sleep(0.03);
    cr_assert_geq(mp_time() - before, 0.03);
    cr_assert_eq(end(&process), 0);
    cr_assert_gt(interrupted, 0);
}

Test(clock, sleeping_for_nothing_returns_at_once)
{
    mp_sleep(0);
    mp_sleep(-1.0);
    mp_sleep(0.0 / 0.0);
}
