/* SPDX-License-Identifier: MIT */
/* A queue's history: reading it from notes, what the intervals allow, and order. */
#include "oracle_queue.h"
#include "sketch.h"

#include <criterion/criterion.h>

static struct sketch sketch;
static struct oracle oracle;
static struct queue_history history;

static void begin(void)
{
    sketch_begin(&sketch, 3);
}

static void end(void)
{
    oracle_queue_free(&history);
    oracle_close(&oracle);
    sketch_end(&sketch);
}

struct note {
    uint32_t task;
    const char *text;
};

/* A NULL text ends the list. */
static void tell(const struct note *notes)
{
    for (; notes->text; notes++)
        sketch_note(&sketch, notes->task, notes->text);
    oracle_open(&oracle, &sketch.run, "line", NULL, 0);
    history = oracle_queue_history(&oracle);
}

#define TELL(...) tell((const struct note[]){__VA_ARGS__, {0, NULL}})

TestSuite(queue, .init = begin, .fini = end);

Test(queue, calls_are_matched_per_process)
{
    TELL({1, "begin put 101 -1"}, {2, "begin get 0 0.5"}, {1, "end put 101 ok"},
         {2, "end get 101 ok"}, {2, "begin get 0 0"}, {1, "a note of somebody else"});
    cr_assert_eq(history.count, 3);
    cr_expect(oracle_queue_is(&history.calls[0], QUEUE_PUT, "ok"));
    cr_expect(oracle_queue_is(&history.calls[1], QUEUE_GET, "ok"));
    cr_expect_eq(history.calls[1].item, 101);
    cr_expect_float_eq(history.calls[1].timeout, 0.5, 1e-9);
    cr_expect_eq(history.calls[1].begin, 1);
    cr_expect_eq(history.calls[1].end, 3);
    cr_expect(oracle_queue_is(&history.calls[2], QUEUE_GET, "pending"));
    cr_expect_eq(history.calls[2].end, sketch.run.step_count);
}

Test(queue, bounds_count_overlapping_calls_either_way)
{
    long least, most;
    TELL({1, "begin put 101 -1"}, {1, "end put 101 ok"}, {1, "begin put 102 -1"},
         {2, "begin size 0 0"}, {2, "end size 1 ok"}, {1, "end put 102 ok"});
    oracle_queue_bounds(&history, &history.calls[2], &least, &most);
    cr_expect_eq(least, 1);
    cr_expect_eq(most, 2);
}

Test(queue, refused_calls_count_for_nothing)
{
    long least, most;
    TELL({1, "begin put 101 0"}, {1, "end put 101 full"}, {2, "begin get 0 0"},
         {2, "end get 0 empty"}, {1, "begin size 0 0"}, {1, "end size 0 ok"});
    oracle_queue_bounds(&history, &history.calls[2], &least, &most);
    cr_expect_eq(least, 0);
    cr_expect_eq(most, 0);
}

Test(queue, overtaking_is_disorder)
{
    const struct queue_call *first, *later;
    TELL({1, "begin put 101 -1"}, {1, "end put 101 ok"}, {1, "begin put 102 -1"},
         {1, "end put 102 ok"}, {2, "begin get 0 -1"}, {2, "end get 102 ok"}, {2, "begin get 0 -1"},
         {2, "end get 101 ok"});
    cr_assert(oracle_queue_disorder(&history, &first, &later));
    cr_expect_eq(first->item, 101);
    cr_expect_eq(later->item, 102);
}

Test(queue, gets_that_overlap_may_end_in_any_order)
{
    const struct queue_call *first, *later;
    TELL({1, "begin put 101 -1"}, {1, "end put 101 ok"}, {1, "begin put 102 -1"},
         {1, "end put 102 ok"}, {2, "begin get 0 -1"}, {0, "begin get 0 -1"}, {2, "end get 102 ok"},
         {0, "end get 101 ok"});
    cr_expect_not(oracle_queue_disorder(&history, &first, &later));
}

Test(queue, puts_that_overlap_have_no_order)
{
    const struct queue_call *first, *later;
    TELL({0, "begin put 101 -1"}, {1, "begin put 201 -1"}, {0, "end put 101 ok"},
         {1, "end put 201 ok"}, {2, "begin get 0 -1"}, {2, "end get 201 ok"}, {2, "begin get 0 -1"},
         {2, "end get 101 ok"});
    cr_expect_not(oracle_queue_disorder(&history, &first, &later));
}
