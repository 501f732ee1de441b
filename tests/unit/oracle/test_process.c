/* SPDX-License-Identifier: MIT */
/* Who printed what, and what a clean end is. */
#include "oracle_process.h"
#include "sketch.h"

#include <criterion/criterion.h>
#include <string.h>

static struct sketch sketch;
static struct oracle oracle;
static struct verdict verdict;

static void begin(void)
{
    verdict = (struct verdict){0};
    sketch_begin(&sketch, 3);
}

static void open_it(void)
{
    oracle_open(&oracle, &sketch.run, "calm", NULL, 0);
}

static void end(void)
{
    oracle_close(&oracle);
    sketch_end(&sketch);
}

TestSuite(process, .init = begin, .fini = end);

Test(process, is_found_by_what_it_prints)
{
    sketch_print(&sketch, 0, "beat\n");
    sketch_print(&sketch, 2, "beat\nbeat\nbeat");
    open_it();
    cr_expect_eq(oracle_process_printing(&oracle, "beat"), 2);
    cr_expect_eq(oracle_process_printing(&oracle, "other"), NO_TASK);
    cr_expect_eq(oracle_process_lines(&oracle, 2, "beat"), 2, "an unfinished line doesn't count");
    cr_expect_eq(oracle_process_lines(&oracle, NO_TASK, "beat"), 3);
}

Test(process, has_a_lifetime_in_virtual_time)
{
    sketch_step(&sketch, 0, OPERATION_FORK, OBJECT_PROCESS, "main.1", NULL);
    sketch.run.tasks[1].born_step = 1;
    sketch.now = 700;
    sketch_step(&sketch, 1, OPERATION_EXIT, OBJECT_PROCESS, "main.1", NULL);
    sketch.run.tasks[1].death_step = 2;
    sketch.now = 900;
    sketch_print(&sketch, 0, "main done\n");
    open_it();
    cr_expect_eq(oracle_process_birth(&oracle, 1), 0);
    cr_expect_eq(oracle_process_end(&oracle, 1), 1);
    cr_expect_eq(oracle_process_lifetime(&oracle, 1), 700);
    sketch.run.tasks[1].fate = FATE_ALIVE;
    cr_expect_eq(oracle_process_end(&oracle, 1), 3);
    cr_expect_eq(oracle_process_lifetime(&oracle, 1), 900);
}

Test(process, steps_are_found_from_any_place)
{
    sketch_step(&sketch, 1, OPERATION_SLEEP, OBJECT_CLOCK, "clock", NULL);
    sketch_step(&sketch, 2, OPERATION_SLEEP, OBJECT_CLOCK, "clock", NULL);
    open_it();
    cr_expect_eq(oracle_process_step(&oracle, 2, OPERATION_SLEEP, 0), 1);
    cr_expect_eq(oracle_process_step(&oracle, 2, OPERATION_SLEEP, 2), 2);
    cr_expect_eq(oracle_process_step(&oracle, NO_TASK, OPERATION_SLEEP, 0), 0);
}

static void expect_unclean(const char *reason)
{
    open_it();
    cr_expect_not(oracle_process_clean_exit(&oracle, &verdict));
    cr_expect(strstr(verdict.message, reason), "%s", verdict.message);
}

Test(process, all_reaped_and_status_0_is_clean)
{
    open_it();
    cr_expect(oracle_process_clean_exit(&oracle, &verdict));
}

Test(process, a_status_is_unclean)
{
    sketch.run.tasks[0].status = 3;
    expect_unclean("exit status 3");
}

Test(process, a_zombie_is_unclean)
{
    sketch.run.tasks[2].reaped_by = NO_TASK;
    expect_unclean("main.2 ended but nobody waited for it");
}

Test(process, a_survivor_is_unclean)
{
    sketch.run.tasks[1].fate = FATE_ALIVE;
    expect_unclean("main.1 is still running");
}

Test(process, an_orphan_is_unclean)
{
    sketch.run.tasks[1].orphaned = true;
    expect_unclean("main.1 ended only after its parent");
}

Test(process, a_thread_is_nobodys_leftover)
{
    sketch.run.tasks[2].process = 1;
    sketch.run.tasks[2].reaped_by = NO_TASK;
    open_it();
    cr_expect(oracle_process_clean_exit(&oracle, &verdict));
}
