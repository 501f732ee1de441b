/* SPDX-License-Identifier: MIT */
/* What runs written by hand tell of the words that threads share. */
#include "shared_words.h"
#include "trace.h"

#include <criterion/criterion.h>

static struct trace trace;
static struct shared_words words;
static uint32_t first, second;

static void two_tasks(void)
{
    trace_begin(&trace);
    words = (struct shared_words){0};
    first = trace_fork(&trace, 0);
    second = trace_fork(&trace, 0);
}

static void clear(void)
{
    shared_words_clear(&words);
    trace_end(&trace);
}

TestSuite(shared_words, .init = two_tasks, .fini = clear);

static uint32_t word_at(uint64_t address, bool private_memory)
{
    uint32_t object = trace_object(&trace, OBJECT_MEMORY, "word");
    trace.run.objects[object].space = 1;
    trace.run.objects[object].position = address;
    trace.run.objects[object].private_memory = private_memory;
    return object;
}

static void touch(uint32_t task, enum operation operation, uint32_t object, uint32_t size)
{
    size_t step = trace_step(&trace, task, operation, object);
    trace.run.steps[step].argument = memory_argument(0, size);
}

static void expect(size_t at, uint64_t address, bool contested)
{
    cr_assert_lt(at, words.count);
    cr_expect_eq(words.words[at].address, address);
    cr_expect_eq(words.words[at].contested, contested);
}

Test(shared_words, are_sorted_and_each_there_once)
{
    uint32_t high = word_at(64, true), low = word_at(16, true);
    touch(first, OPERATION_MEMORY_READ, high, 8);
    touch(first, OPERATION_MEMORY_READ, low, 8);
    touch(second, OPERATION_MEMORY_READ, high, 4);
    cr_expect(shared_words_add(&words, &trace.run));
    cr_expect_eq(words.count, 2);
    expect(0, 16, false);
    expect(1, 64, false);
    cr_expect_not(shared_words_add(&words, &trace.run), "it is known already");
}

Test(shared_words, are_contested_where_nothing_orders)
{
    uint32_t contested = word_at(16, true), ordered = word_at(24, true);
    touch(0, OPERATION_MEMORY_WRITE, ordered, 8);
    touch(first, OPERATION_MEMORY_WRITE, contested, 8);
    touch(second, OPERATION_MEMORY_READ, contested, 8);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_CONTESTED);
    cr_expect(shared_words_add(&words, &trace.run));
    expect(0, 16, true);
    expect(1, 24, false);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_NONE);
}

Test(shared_words, are_lesser_news_when_they_are_only_shared)
{
    touch(first, OPERATION_MEMORY_WRITE, word_at(16, true), 8);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_SHARED);
    cr_expect(shared_words_add(&words, &trace.run));
}

Test(shared_words, become_contested_later)
{
    uint32_t word = word_at(16, true);
    touch(first, OPERATION_MEMORY_WRITE, word, 8);
    shared_words_add(&words, &trace.run);
    expect(0, 16, false);
    touch(second, OPERATION_MEMORY_WRITE, word, 8);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_CONTESTED);
    cr_expect(shared_words_add(&words, &trace.run));
    cr_expect_eq(words.count, 1);
    expect(0, 16, true);
}

Test(shared_words, of_a_wide_access_are_all_shared_and_one_is_contested)
{
    uint32_t whole = word_at(16, true), part = word_at(32, true);
    touch(first, OPERATION_MEMORY_READ, whole, 24);
    touch(second, OPERATION_MEMORY_WRITE, part, 8);
    shared_words_add(&words, &trace.run);
    cr_expect_eq(words.count, 3);
    expect(0, 16, false);
    expect(1, 24, false);
    expect(2, 32, true);
}

Test(shared_words, of_several_processes_are_known_when_they_are_contested)
{
    uint32_t ordered = word_at(16, false), contested = word_at(32, false);
    touch(0, OPERATION_MEMORY_WRITE, ordered, 8);
    touch(first, OPERATION_MEMORY_READ, contested, 8);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_NONE);
    cr_expect_not(shared_words_add(&words, &trace.run));
    touch(second, OPERATION_MEMORY_WRITE, contested, 8);
    cr_expect_eq(shared_words_news(&words, &trace.run), NEWS_CONTESTED);
    cr_expect(shared_words_add(&words, &trace.run));
    cr_expect_eq(words.count, 1);
    expect(0, 32, true);
    cr_expect(words.words[0].processes);
}
