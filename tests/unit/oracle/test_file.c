/* SPDX-License-Identifier: MIT */
/* Looks at a file: where one begins and ends, and whether it saw all there was. */
#include "oracle_file.h"
#include "sketch.h"

#include <criterion/criterion.h>

static struct sketch sketch;
static struct oracle oracle;
static struct oracle_readings readings;

static void begin(void)
{
    sketch_begin(&sketch, 2);
}

static void look(void)
{
    oracle_open(&oracle, &sketch.run, "calm", NULL, 0);
    readings = oracle_file_readings(&oracle, "tickets.txt");
}

static void end(void)
{
    oracle_readings_free(&readings);
    oracle_close(&oracle);
    sketch_end(&sketch);
}

static void open_file(uint32_t task)
{
    sketch_step(&sketch, task, OPERATION_OPEN, OBJECT_NAME, "tickets.txt", NULL);
}

TestSuite(file, .init = begin, .fini = end);

Test(file, a_short_read_saw_the_end_and_the_next_only_confirms_it)
{
    open_file(1);
    sketch_read(&sketch, 1, "tickets.txt", "{\"count\": 3}");
    sketch_read(&sketch, 1, "tickets.txt", "");
    look();
    cr_assert_eq(readings.count, 1);
    cr_expect_str_eq(readings.items[0].text, "{\"count\": 3}");
    cr_expect(readings.items[0].whole);
    cr_expect_eq(readings.items[0].process, 1);
}

Test(file, nothing_at_the_beginning_is_an_empty_file)
{
    open_file(1);
    sketch_read(&sketch, 1, "tickets.txt", "");
    look();
    cr_assert_eq(readings.count, 1);
    cr_expect_str_eq(readings.items[0].text, "");
    cr_expect(readings.items[0].whole);
}

Test(file, each_open_begins_a_new_look_of_that_process_alone)
{
    open_file(0);
    sketch_read(&sketch, 0, "tickets.txt", "old");
    open_file(1);
    sketch_read(&sketch, 1, "tickets.txt", "new");
    sketch_read(&sketch, 0, "other.txt", "noise");
    open_file(0);
    sketch_read(&sketch, 0, "tickets.txt", "new");
    look();
    cr_assert_eq(readings.count, 3);
    cr_expect_str_eq(readings.items[0].text, "old");
    cr_expect_str_eq(readings.items[1].text, "new");
    cr_expect_str_eq(readings.items[2].text, "new");
}

Test(file, a_look_that_stops_before_the_end_is_not_whole)
{
    open_file(1);
    size_t index = sketch_read(&sketch, 1, "tickets.txt", "{\"co");
    sketch.run.steps[index].argument = 4;
    look();
    cr_assert_eq(readings.count, 1);
    cr_expect_not(readings.items[0].whole);
}

Test(file, the_final_image_is_found_by_name)
{
    sketch_file(&sketch, "tickets.txt", "{\"count\": 0}");
    look();
    cr_assert(oracle_file_final(&oracle, "tickets.txt"));
    cr_expect_str_eq(oracle_file_final(&oracle, "tickets.txt")->data, "{\"count\": 0}");
    cr_expect_null(oracle_file_final(&oracle, "missing.txt"));
}
