/* SPDX-License-Identifier: MIT */
/* The detectors on runs written by hand: what they must find, and its corrected twin. */
#include "detect/data_race.h"
#include "detect/file_race.h"
#include "detect/leak.h"
#include "detect/lock_misuse.h"
#include "detect/lock_order.h"
#include "trace.h"

#include <criterion/criterion.h>
#include <string.h>

static struct trace trace;
static struct detections found;
static uint32_t first, second, place, lock, other_lock, file;

static void two_children(void)
{
    trace_begin(&trace);
    found = (struct detections){0};
    place = trace_object(&trace, OBJECT_MEMORY, "counter");
    lock = trace_object(&trace, OBJECT_LOCK, "lock 1");
    other_lock = trace_object(&trace, OBJECT_LOCK, "lock 2");
    file = trace_object(&trace, OBJECT_CONTENT, "tickets.txt");
    first = trace_fork(&trace, 0);
    second = trace_fork(&trace, 0);
}

static void clear_trace(void)
{
    detections_clear(&found);
    trace_end(&trace);
}

static void step(uint32_t task, enum operation operation, uint32_t object)
{
    trace_step(&trace, task, operation, object);
}

static void find_races(void)
{
    struct happens_before *hb = hb_new(&trace.run);
    data_race_find(&trace.run, hb, &found);
    file_race_find(&trace.run, hb, &found);
    hb_free(hb);
}

TestSuite(race, .init = two_children, .fini = clear_trace);
TestSuite(lock_misuse, .init = two_children, .fini = clear_trace);
TestSuite(lock_order, .init = two_children, .fini = clear_trace);
TestSuite(leak, .init = two_children, .fini = clear_trace);

Test(race, an_unlocked_counter_is_reported_with_both_steps)
{
    size_t read = trace_step(&trace, first, OPERATION_MEMORY_READ, place);
    size_t write = trace_step(&trace, second, OPERATION_MEMORY_WRITE, place);
    find_races();
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.items[0].kind, DETECTION_DATA_RACE);
    cr_expect_eq(found.items[0].steps[0], read);
    cr_expect_eq(found.items[0].steps[1], write);
    cr_expect_str_eq(
        found.items[0].message,
        "counter: one task writes it and another reads it, and nothing (no lock that both hold, no "
        "join, no message) puts one before the other");
}

Test(race, a_lock_around_it_is_enough)
{
    for (int i = 0; i < 2; i++) {
        uint32_t task = i ? second : first;
        step(task, OPERATION_LOCK, lock);
        step(task, OPERATION_MEMORY_READ, place);
        step(task, OPERATION_MEMORY_WRITE, place);
        step(task, OPERATION_UNLOCK, lock);
    }
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, the_wrong_lock_is_not)
{
    for (int i = 0; i < 2; i++) {
        uint32_t task = i ? second : first;
        step(task, OPERATION_LOCK, i ? lock : other_lock);
        step(task, OPERATION_MEMORY_WRITE, place);
        step(task, OPERATION_UNLOCK, i ? lock : other_lock);
    }
    find_races();
    cr_expect_eq(found.count, 1);
}

Test(race, two_reads_and_two_atomics_are_none_but_a_mixture_is)
{
    step(first, OPERATION_MEMORY_READ, place);
    step(second, OPERATION_MEMORY_READ, place);
    find_races();
    cr_expect_eq(found.count, 0);
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    step(first, OPERATION_ATOMIC_UPDATE, flag);
    step(second, OPERATION_ATOMIC_UPDATE, flag);
    find_races();
    cr_expect_eq(found.count, 0);
    uint32_t mixed = trace_object(&trace, OBJECT_MEMORY, "mixed");
    step(first, OPERATION_MEMORY_WRITE, mixed);
    step(second, OPERATION_ATOMIC_READ, mixed);
    find_races();
    cr_expect_eq(found.count, 1);
}

Test(race, an_earlier_reader_is_not_forgotten_behind_a_later_writer)
{
    step(first, OPERATION_MEMORY_READ, place);
    step(first, OPERATION_MEMORY_WRITE, place);
    step(second, OPERATION_MEMORY_WRITE, place);
    find_races();
    cr_expect_eq(found.count, 2);
}

Test(race, neighbours_in_one_word_are_none_but_what_overlaps_is)
{
    const int64_t low = 4, high = 4 | INT64_C(4) << 32, whole = 8;
    trace.run.steps[trace_step(&trace, first, OPERATION_MEMORY_WRITE, place)].argument = low;
    trace.run.steps[trace_step(&trace, second, OPERATION_MEMORY_WRITE, place)].argument = high;
    find_races();
    cr_expect_eq(found.count, 0);
    uint32_t third = trace_fork(&trace, 0);
    trace.run.steps[trace_step(&trace, third, OPERATION_MEMORY_READ, place)].argument = whole;
    find_races();
    cr_expect_eq(found.count, 1);
}

/* Three words side by side, and a fourth of the same position elsewhere. */
static void lay_out(uint32_t words[4])
{
    for (unsigned i = 0; i < 4; i++) {
        words[i] = trace_object(&trace, OBJECT_MEMORY, "word");
        trace.run.objects[words[i]].space = i < 3 ? 1 : 2;
        trace.run.objects[words[i]].position = 64 + 8 * (i % 3);
    }
}

static void access_memory(uint32_t task, enum operation operation, uint32_t object,
                          uint64_t address, uint32_t size)
{
    trace.run.steps[trace_step(&trace, task, operation, object)].argument =
        memory_argument(address, size);
}

Test(race, a_long_access_meets_every_byte_that_it_covers)
{
    uint32_t words[4];
    lay_out(words);
    access_memory(first, OPERATION_MEMORY_WRITE, words[0], 64, 20); /* 64 to 83 */
    access_memory(second, OPERATION_MEMORY_READ, words[2], 84, 4);
    access_memory(second, OPERATION_MEMORY_READ, words[3], 64, 8);
    find_races();
    cr_expect_eq(found.count, 0);
    access_memory(second, OPERATION_MEMORY_READ, words[2], 83, 1);
    find_races();
    cr_expect_eq(found.count, 1);
}

Test(race, long_accesses_meet_where_the_later_one_begins)
{
    uint32_t words[4];
    lay_out(words);
    access_memory(first, OPERATION_MEMORY_WRITE, words[1], 76, 100);
    access_memory(second, OPERATION_MEMORY_WRITE, words[0], 65, 11);
    find_races();
    cr_expect_eq(found.count, 0);
    access_memory(second, OPERATION_MEMORY_WRITE, words[0], 65, 12);
    find_races();
    cr_expect_eq(found.count, 1);
}

Test(race, the_same_two_lines_are_reported_once)
{
    for (int i = 0; i < 6; i++) {
        size_t at = trace_step(&trace, i % 2 ? second : first, OPERATION_MEMORY_WRITE, place);
        trace.run.steps[at].where = (struct location){.file = "ticket.c", .line = 31};
    }
    find_races();
    cr_expect_eq(found.count, 1);
}

Test(race, a_file_without_a_lock_is_reported)
{
    step(first, OPERATION_READ, file);
    step(second, OPERATION_WRITE, file);
    find_races();
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.items[0].kind, DETECTION_FILE_RACE);
    cr_expect_str_eq(
        found.items[0].message,
        "tickets.txt: read in one process and write in another, and nothing puts one before "
        "the other");
}

Test(race, a_file_read_after_the_writer_was_waited_for_is_none)
{
    step(first, OPERATION_WRITE, file);
    trace_exit(&trace, first);
    trace_wait(&trace, 0, first);
    step(0, OPERATION_READ, file);
    find_races();
    cr_expect_eq(found.count, 0);
}

static void fail_step(uint32_t task, enum operation operation, uint32_t object)
{
    trace.run.steps[trace_step(&trace, task, operation, object)].result = -17;
}

/* What two processes may do to one name without any order, and what they may not. */
static const struct name_pair {
    enum operation first, second;
    bool first_fails, race;
} name_pairs[] = {
    {OPERATION_OPEN, OPERATION_OPEN, false, false},
    {OPERATION_CREATE, OPERATION_CREATE, false, false}, /* O_CREAT of a lock file */
    {OPERATION_OPEN, OPERATION_CREATE, false, false},
    {OPERATION_OPEN, OPERATION_CREATE, true, true},     /* it isn't there yet */
    {OPERATION_CREATE, OPERATION_CREATE, true, false},  /* waits for a lock by O_EXCL */
    {OPERATION_CREATE, OPERATION_UNLINK, false, false}, /* … or got it, and gives it back */
    {OPERATION_STAT, OPERATION_STAT, false, false},
    {OPERATION_STAT, OPERATION_CREATE, false, true},
    {OPERATION_STAT, OPERATION_UNLINK, false, true},
    {OPERATION_OPEN, OPERATION_UNLINK, false, true},
    {OPERATION_UNLINK, OPERATION_UNLINK, false, true},
    {OPERATION_UNLINK, OPERATION_UNLINK, true, true},
    {OPERATION_RENAME, OPERATION_RENAME, false, true},
};

Test(race, names_may_be_opened_together_but_not_looked_for_or_taken_away)
{
    for (size_t i = 0; i < sizeof name_pairs / sizeof name_pairs[0]; i++) {
        const struct name_pair *pair = &name_pairs[i];
        clear_trace();
        two_children();
        uint32_t name = trace_object(&trace, OBJECT_NAME, "stock.lock");
        if (pair->first_fails)
            fail_step(first, pair->first, name);
        else
            step(first, pair->first, name);
        step(second, pair->second, name);
        find_races();
        cr_expect_eq(found.count, pair->race, "pair %zu: %s, %s", i,
                     operation_info(pair->first)->name, operation_info(pair->second)->name);
    }
}

Test(race, a_lock_by_a_name_orders_what_it_guards)
{
    uint32_t name = trace_object(&trace, OBJECT_NAME, "lock.d");
    for (int i = 0; i < 2; i++) {
        uint32_t task = i ? second : first;
        step(task, OPERATION_CREATE, name);
        step(task, OPERATION_WRITE, file);
        step(task, OPERATION_UNLINK, name);
    }
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, a_file_replaced_as_a_whole_is_read_in_order)
{
    uint32_t draft = trace_object(&trace, OBJECT_NAME, "tickets.new");
    uint32_t name = trace_object(&trace, OBJECT_NAME, "tickets.txt");
    step(first, OPERATION_WRITE, file);
    step(first, OPERATION_RENAME, draft);
    step(second, OPERATION_OPEN, name);
    step(second, OPERATION_READ, file);
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, closing_is_no_use_of_the_content)
{
    step(first, OPERATION_WRITE, file);
    step(second, OPERATION_CLOSE, file);
    step(second, OPERATION_SEEK, file);
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, hostile_names_are_made_printable)
{
    uint32_t evil = trace_object(&trace, OBJECT_CONTENT, "a\x1b[31m\nb");
    step(first, OPERATION_WRITE, evil);
    step(second, OPERATION_WRITE, evil);
    find_races();
    cr_assert_eq(found.count, 1);
    cr_expect_null(strpbrk(found.items[0].message, "\x1b\n"));
}

Test(race, closing_frees_the_read_locks_of_all)
{
    uint32_t file_lock = trace_object(&trace, OBJECT_FILE_LOCK, "lock on tickets.txt");
    step(first, OPERATION_FILE_LOCK, file_lock);
    step(second, OPERATION_FILE_LOCK, file_lock);
    step(first, OPERATION_READ, file);
    step(second, OPERATION_READ, file);
    step(first, OPERATION_CLOSE, 0);
    step(second, OPERATION_CLOSE, 0);
    step(0, OPERATION_FILE_LOCK, file_lock);
    step(0, OPERATION_WRITE, file);
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, what_is_replaced_may_be_opened_by_others)
{
    uint32_t name = trace_object(&trace, OBJECT_NAME, "tickets.txt");
    step(first, OPERATION_OPEN, name);
    step(second, OPERATION_RENAME, name);
    find_races();
    cr_expect_eq(found.count, 0);
}

Test(race, two_replacements_are_a_race)
{
    uint32_t name = trace_object(&trace, OBJECT_NAME, "tickets.txt");
    step(first, OPERATION_RENAME, name);
    step(second, OPERATION_RENAME, name);
    find_races();
    cr_expect_eq(found.count, 1);
}

static size_t lock_step(uint32_t task, enum operation operation)
{
    size_t at = trace_step(&trace, task, operation, lock);
    trace.run.steps[at].argument = LOCK_OWNED;
    return at;
}

static void expect_misuse(const char *what)
{
    lock_misuse_find(&trace.run, &found);
    cr_assert_eq(found.count, what ? 1 : 0);
    if (what)
        cr_expect_not_null(strstr(found.items[0].message, what), "%s", found.items[0].message);
}

Test(lock_misuse, right_use_is_none)
{
    lock_step(0, OPERATION_LOCK_INIT);
    lock_step(first, OPERATION_LOCK);
    lock_step(second, OPERATION_LOCK); /* waits */
    lock_step(first, OPERATION_UNLOCK);
    lock_step(second, OPERATION_LOCKED);
    lock_step(second, OPERATION_CONDITION);
    lock_step(second, OPERATION_UNLOCK);
    lock_step(second, OPERATION_LOCKED);
    lock_step(second, OPERATION_UNLOCK);
    lock_step(0, OPERATION_LOCK_DESTROY);
    expect_misuse(NULL);
}

Test(lock_misuse, unlocking_what_another_holds)
{
    lock_step(first, OPERATION_LOCK);
    lock_step(second, OPERATION_UNLOCK);
    expect_misuse("unlocks it, though it is held by main.1");
}

Test(lock_misuse, unlocking_twice)
{
    lock_step(first, OPERATION_LOCK);
    lock_step(first, OPERATION_UNLOCK);
    lock_step(first, OPERATION_UNLOCK);
    expect_misuse("unlocks it, but nobody holds it");
}

Test(lock_misuse, a_forked_child_may_have_the_lock_from_its_parent)
{
    lock_step(first, OPERATION_UNLOCK);
    expect_misuse(NULL);
}

Test(lock_misuse, a_lock_of_libmp_may_be_released_by_anybody)
{
    step(first, OPERATION_LOCK, lock);
    step(second, OPERATION_UNLOCK, lock);
    expect_misuse(NULL);
}

Test(lock_misuse, waiting_on_a_condition_without_the_lock)
{
    lock_step(0, OPERATION_LOCK_INIT);
    lock_step(first, OPERATION_CONDITION);
    lock_step(first, OPERATION_UNLOCK);
    expect_misuse("waits on a condition without holding it");
}

Test(lock_misuse, destroying_what_somebody_holds)
{
    lock_step(first, OPERATION_LOCK);
    lock_step(second, OPERATION_LOCK_DESTROY);
    expect_misuse("destroys it, though it is held by main.1");
}

Test(lock_misuse, ending_with_a_lock_that_others_share)
{
    lock_step(first, OPERATION_LOCK);
    trace_exit(&trace, first);
    lock_step(second, OPERATION_LOCK);
    expect_misuse("ends without having unlocked it");
}

Test(lock_misuse, a_process_takes_its_own_locks_with_it)
{
    size_t at = lock_step(first, OPERATION_LOCK);
    trace.run.steps[at].address = 4096;
    trace_exit(&trace, first);
    lock_step(second, OPERATION_LOCK);
    expect_misuse(NULL);
}

static void nest(uint32_t task, uint32_t outer, uint32_t inner)
{
    step(task, OPERATION_LOCK, outer);
    step(task, OPERATION_LOCK, inner);
    step(task, OPERATION_UNLOCK, inner);
    step(task, OPERATION_UNLOCK, outer);
}

Test(lock_order, two_orders_are_reported_though_nothing_happened)
{
    nest(first, lock, other_lock);
    nest(second, other_lock, lock);
    lock_order_find(&trace.run, &found);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.items[0].kind, DETECTION_LOCK_ORDER);
    cr_expect_str_eq(
        found.items[0].message,
        "one task takes lock 1 and then lock 2, another the other way round: each can end up "
        "waiting for the other");
}

Test(lock_order, one_order_is_none)
{
    nest(first, lock, other_lock);
    nest(second, lock, other_lock);
    lock_order_find(&trace.run, &found);
    cr_expect_eq(found.count, 0);
}

Test(lock_order, one_task_alone_is_none)
{
    nest(first, lock, other_lock);
    nest(first, other_lock, lock);
    lock_order_find(&trace.run, &found);
    cr_expect_eq(found.count, 0);
}

Test(lock_order, a_gate_that_both_pass_makes_it_harmless)
{
    uint32_t gate = trace_object(&trace, OBJECT_LOCK, "gate");
    step(first, OPERATION_LOCK, gate);
    nest(first, lock, other_lock);
    step(first, OPERATION_UNLOCK, gate);
    step(second, OPERATION_LOCK, gate);
    nest(second, other_lock, lock);
    step(second, OPERATION_UNLOCK, gate);
    lock_order_find(&trace.run, &found);
    cr_expect_eq(found.count, 0);
}

Test(lock_order, tasks_that_never_live_together_are_harmless)
{
    nest(first, lock, other_lock);
    trace_exit(&trace, first);
    trace_wait(&trace, 0, first);
    nest(0, other_lock, lock);
    lock_order_find(&trace.run, &found);
    cr_expect_eq(found.count, 0);
}

Test(lock_order, a_ring_of_three_is_reported_once)
{
    uint32_t third_lock = trace_object(&trace, OBJECT_LOCK, "lock 3");
    uint32_t third = trace_fork(&trace, 0);
    nest(first, lock, other_lock);
    nest(second, other_lock, third_lock);
    nest(third, third_lock, lock);
    lock_order_find(&trace.run, &found);
    cr_assert_eq(found.count, 1);
    cr_expect_not_null(strstr(found.items[0].message, "by way of others"));
}

Test(leak, a_child_that_nobody_waited_for_is_a_zombie)
{
    size_t death = trace_exit(&trace, first);
    trace_exit(&trace, second);
    trace_wait(&trace, 0, second);
    trace_exit(&trace, 0);
    leak_find(&trace.run, &found);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.items[0].kind, DETECTION_ZOMBIE);
    cr_expect_eq(found.items[0].steps[0], death);
    cr_expect_str_eq(found.items[0].message,
                     "main.1 ended and its parent main never waited for it");
}

/* main waits at a pipe for ever while `holder` has an end open; `first` may have used one. */
static void wait_for_the_end(uint32_t holder, bool first_sends)
{
    uint32_t channel = trace_object(&trace, OBJECT_CHANNEL, "pipe 1");
    if (first_sends)
        step(first, OPERATION_SEND, channel);
    step(0, OPERATION_RECEIVE, channel);
    trace.run.end = RUN_DEADLOCK;
    trace.run.tasks[0].waits_on = channel;
    trace.run.tasks[holder].keeps_open = channel;
    leak_find(&trace.run, &found);
}

Test(leak, an_end_that_is_never_used_and_stays_open_is_a_leak)
{
    wait_for_the_end(first, false);
    cr_assert_eq(found.count, 1);
    cr_expect_str_eq(detection_name(found.items[0].kind), "descriptor-leak");
    cr_expect_str_eq(found.items[0].message,
                     "main waits for the end of pipe 1, which can't come: main.1 keeps an end for "
                     "writing open");
}

Test(leak, an_end_of_the_reader_itself_is_a_leak)
{
    wait_for_the_end(0, true);
    cr_expect_eq(found.count, 1);
}

Test(leak, a_writer_that_waits_for_something_else_is_no_leak)
{
    wait_for_the_end(first, true);
    cr_expect_eq(found.count, 0);
}

Test(leak, a_child_that_outlives_its_parent_is_an_orphan_and_no_zombie)
{
    trace_exit(&trace, first);
    trace_wait(&trace, 0, first);
    trace_exit(&trace, 0);
    trace_exit(&trace, second);
    leak_find(&trace.run, &found);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.items[0].kind, DETECTION_ORPHAN);
    cr_expect_str_eq(found.items[0].message, "main.2 was still running when its parent main ended");
}

Test(leak, a_run_that_was_stopped_says_nothing)
{
    trace_exit(&trace, first);
    trace.run.end = RUN_STEP_LIMIT;
    leak_find(&trace.run, &found);
    cr_expect_eq(found.count, 0);
}

Test(leak, everything_together_comes_by_kind)
{
    step(first, OPERATION_WRITE, file);
    step(second, OPERATION_WRITE, file);
    step(first, OPERATION_MEMORY_WRITE, place);
    step(second, OPERATION_MEMORY_WRITE, place);
    trace_exit(&trace, first);
    trace_exit(&trace, 0);
    detect_all(&trace.run, &found);
    cr_assert_eq(found.count, 4);
    for (size_t i = 1; i < found.count; i++)
        cr_expect_lt(found.items[i - 1].kind, found.items[i].kind);
    cr_expect_str_eq(detection_name(found.items[0].kind), "data-race");
    cr_expect_str_eq(detection_name(found.items[3].kind), "orphan");
}

static size_t flags_of_a_loop(enum operation between, uint32_t object)
{
    size_t count = 0;
    for (int i = 0; i < 5; i++) {
        step(first, OPERATION_MEMORY_READ, place);
        step(first, between, object);
    }
    step(second, OPERATION_MEMORY_WRITE, place);
    find_races();
    for (size_t i = 0; i < found.count; i++)
        count += found.items[i].kind == DETECTION_PLAIN_FLAG;
    return count;
}

Test(race, a_loop_that_only_pauses_waits_for_a_plain_variable)
{
    cr_expect_eq(flags_of_a_loop(OPERATION_YIELD, 0), 1);
}

Test(race, a_loop_that_does_more_waits_for_nothing)
{
    cr_expect_eq(flags_of_a_loop(OPERATION_WRITE, file), 0);
}
