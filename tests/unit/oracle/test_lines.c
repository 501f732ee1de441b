/* SPDX-License-Identifier: MIT */
/* Lines are pieced together per process; verdicts keep their first reason. */
#include "sketch.h"

#include <criterion/criterion.h>

static struct oracle open_sketch(const struct sketch *sketch)
{
    struct oracle oracle;
    oracle_open(&oracle, &sketch->run, "calm", NULL, 0);
    return oracle;
}

Test(lines, a_line_torn_between_two_processes_stays_whole)
{
    struct sketch sketch;
    sketch_begin(&sketch, 3);
    size_t begun = sketch_print(&sketch, 1, "is al");
    sketch_print(&sketch, 2, "in son2\n");
    size_t completed = sketch_print(&sketch, 1, "ive\n");
    struct oracle oracle = open_sketch(&sketch);
    cr_assert_eq(oracle.line_count, 2);
    cr_expect_str_eq(oracle.lines[0].text, "in son2");
    cr_expect_str_eq(oracle.lines[1].text, "is alive");
    cr_expect_eq(oracle.lines[1].begin, begun);
    cr_expect_eq(oracle.lines[1].step, completed);
    cr_expect(oracle.lines[1].complete);
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(lines, one_write_may_hold_many_and_empty_ones_count)
{
    struct sketch sketch;
    sketch_begin(&sketch, 1);
    sketch_print(&sketch, 0, "one\n\ntwo\n");
    struct oracle oracle = open_sketch(&sketch);
    cr_assert_eq(oracle.line_count, 3);
    cr_expect_str_eq(oracle.lines[0].text, "one");
    cr_expect_str_eq(oracle.lines[1].text, "");
    cr_expect_str_eq(oracle.lines[2].text, "two");
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(lines, an_unfinished_line_stands_where_it_was_written)
{
    struct sketch sketch;
    sketch_begin(&sketch, 2);
    sketch_print(&sketch, 1, "half");
    sketch_print(&sketch, 0, "whole\n");
    struct oracle oracle = open_sketch(&sketch);
    cr_assert_eq(oracle.line_count, 2);
    cr_expect_str_eq(oracle.lines[0].text, "half");
    cr_expect_not(oracle.lines[0].complete);
    cr_expect_str_eq(oracle.lines[1].text, "whole");
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(lines, threads_share_the_line_of_their_process)
{
    struct sketch sketch;
    sketch_begin(&sketch, 2);
    sketch.run.tasks[1].process = 0;
    sketch_print(&sketch, 0, "to");
    sketch_print(&sketch, 1, "gether\n");
    struct oracle oracle = open_sketch(&sketch);
    cr_assert_eq(oracle.line_count, 1);
    cr_expect_str_eq(oracle.lines[0].text, "together");
    cr_expect_eq(oracle.lines[0].task, 1);
    cr_expect_eq(oracle.lines[0].process, 0);
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(lines, only_standard_output_counts_as_such)
{
    struct sketch sketch;
    sketch_begin(&sketch, 1);
    sketch_step(&sketch, 0, OPERATION_WRITE, OBJECT_OUTPUT, "standard error", "oops\n");
    sketch_step(&sketch, 0, OPERATION_WRITE, OBJECT_CONTENT, "standard output", "a file\n");
    struct oracle oracle = open_sketch(&sketch);
    cr_expect_eq(oracle.line_count, 0);
    cr_assert_eq(oracle.error_count, 1);
    cr_expect_str_eq(oracle.errors[0].text, "oops");
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(verdict, the_first_reason_stays)
{
    struct verdict verdict = {0};
    fail_between(&verdict, FAILURE_RACE, (size_t[]){9, 4}, "first %d", 1);
    fail(&verdict, FAILURE_CRASH, "second");
    cr_expect_str_eq(verdict.message, "first 1");
    cr_expect_eq(verdict.kind, FAILURE_RACE);
    cr_expect_eq(verdict.step_count, 2);
    cr_expect_eq(verdict.steps[0], 4);
    cr_expect_eq(verdict.steps[1], 9);
}

Test(verdict, a_deadlock_names_who_waits_for_what)
{
    struct sketch sketch;
    sketch_begin(&sketch, 2);
    sketch.run.end = RUN_DEADLOCK;
    sketch.run.tasks[1].fate = FATE_ALIVE;
    sketch.run.tasks[1].waiting_for = (char[]){"lock 1, held by main"};
    struct oracle oracle = open_sketch(&sketch);
    struct verdict verdict = {0};
    cr_expect_not(oracle_completed(&oracle, &verdict));
    cr_expect_eq(verdict.kind, FAILURE_DEADLOCK);
    cr_expect_str_eq(verdict.message, "the program stands still for ever: main.1 waits for lock 1, "
                                      "held by main");
    sketch.run.tasks[1].waiting_for = NULL;
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(verdict, a_completed_run_is_no_failure)
{
    struct sketch sketch;
    sketch_begin(&sketch, 1);
    struct oracle oracle = open_sketch(&sketch);
    struct verdict verdict = {0};
    cr_expect(oracle_completed(&oracle, &verdict));
    cr_expect_not(verdict.failed);
    oracle_close(&oracle);
    sketch_end(&sketch);
}

Test(arguments, are_numbers_by_place)
{
    struct run run = {0};
    char number[] = "4", word[] = "x";
    char *arguments[] = {number, word, NULL};
    struct oracle oracle;
    oracle_open(&oracle, &run, "calm", arguments, 0);
    cr_expect_eq(oracle_argument(&oracle, 0), 4);
    cr_expect_eq(oracle_argument(&oracle, 1), 0);
    cr_expect_eq(oracle_argument(&oracle, 7), 0);
    oracle_close(&oracle);
}
