/* SPDX-License-Identifier: MIT */
/* The survey: which words of a process's own memory its threads share, and which of these nothing
 * orders.
 *
 * If every access to memory were a choice, the few that matter would drown among them. So a few
 * runs are made in which none is: system calls and synchronisation alone decide. A run shows which
 * words a second thread touched; the next ones, which watch these from the start, show which were
 * accessed without an order. Then the exploration proper begins, and only the contested words are
 * choices (director/calls_memory.c). It ends when some runs in a row have added nothing. */
#include "survey.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "detect/data_race.h"
#include "explore/strategy.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RUNS = 20, QUIET_RUNS = 5, SEED = 1 };

/* The calm run first; then each sees other orders than the others. */
static const char *const strategies[] = {"first", "random", "pos", "pct"};
enum { STRATEGIES = sizeof strategies / sizeof *strategies };

struct found { /* sorted by address */
    struct watched_word *words;
    size_t count, capacity;
    bool changed; /* by the last run */
};

static void insert(struct found *found, size_t at, uint64_t address)
{
    array_reserve(found->words, found->count, found->capacity);
    memmove(&found->words[at + 1], &found->words[at], (found->count - at) * sizeof *found->words);
    found->words[at] = (struct watched_word){.address = address};
    found->count++;
    found->changed = true;
}

static struct watched_word *word_at(struct found *found, uint64_t address)
{
    size_t low = 0, high = found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->words[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == found->count || found->words[low].address != address)
        insert(found, low, address);
    return &found->words[low];
}

enum { MOST_WORDS = 4096 };

static void add_step(struct found *found, const struct run *run, const struct step *step,
                     const bool *raced)
{
    const struct object *object = &run->objects[step->object];
    if (object->class != OBJECT_MEMORY || !object->private_memory)
        return;
    uint64_t end = (uint64_t)(step->argument >> 32) + (uint32_t)step->argument;
    for (uint64_t at = 0; at < end && found->count < MOST_WORDS; at += MEMORY_WORD) {
        struct watched_word *word = word_at(found, object->position + at);
        bool contested = at == 0 && raced[step->object];
        found->changed |= contested && !word->contested;
        word->contested |= contested;
    }
}

static void add_run(struct found *found, const struct run *run)
{
    cleanup_free bool *raced = allocate(run->object_count * sizeof *raced);
    found->changed = false;
    data_race_mark(run, raced);
    for (size_t i = 0; i < run->step_count; i++)
        add_step(found, run, &run->steps[i], raced);
}

static bool has_threads(const struct run *run)
{
    for (uint32_t task = 0; task < run->task_count; task++)
        if (run->tasks[task].process != task)
            return true;
    return false;
}

/* 1: the run told something; 0: there is nothing to be learnt from it, or from others. */
static int make_run(struct stage *stage, struct found *found, uint64_t index, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run run = {0};
    const char *name = strategies[index ? 1 + (index - 1) % (STRATEGIES - 1) : 0];
    struct strategy *strategy = strategy_find(name)->create(SEED + index);
    strategy_begin(strategy, 0);
    int result = stage_run(stage, strategy_chooser(strategy), false, &run, err);
    strategy_destroy(strategy);
    if (result < 0)
        return -1;
    if (!has_threads(&run))
        return 0;
    add_run(found, &run);
    return run.end != RUN_GUARD && run.end != RUN_LIMIT;
}

static void watch(struct stage *stage, const struct found *found)
{
    struct watched_word *words = copy_memory(found->words, found->count * sizeof *words);
    stage_watch(stage, words, found->count);
}

int survey(struct stage *stage, struct error *err)
{
    struct found found = {0};
    int result = 1, quiet = 0;
    for (uint64_t i = 0; result > 0 && i < MOST_RUNS && quiet < QUIET_RUNS; i++) {
        result = make_run(stage, &found, i, err);
        if (found.changed && result >= 0)
            watch(stage, &found);
        quiet = found.changed ? 0 : quiet + 1;
    }
    free(found.words);
    return result < 0 ? -1 : 0;
}
