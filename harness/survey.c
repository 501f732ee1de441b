/* SPDX-License-Identifier: MIT */
/* The survey: which words of memory threads or processes share, and which of these nothing orders.
 *
 * If every access to memory were a choice, the few that matter would drown among them. So a few
 * runs are made in which none is: system calls and synchronisation alone decide. A run shows which
 * words a second task touched; the next ones, which watch these from the start, show which were
 * accessed without an order. Then the exploration proper begins, and only the contested words are
 * choices (director/calls_memory.c). It ends when some runs in a row have added nothing. */
#include "survey.h"

#include "explore/strategy.h"

/* Processes share by intention, and little; threads share whatever they can reach. */
enum { MOST_RUNS = 40, QUIET_OF_THREADS = 10, QUIET_OF_PROCESSES = 5, SEED = 1 };

/* The calm run first; then each sees other orders than the others. */
static const char *const strategies[] = {"first", "random", "pos", "pct"};
enum { STRATEGIES = sizeof strategies / sizeof *strategies };

static bool has_threads(const struct run *run)
{
    for (uint32_t task = 0; task < run->task_count; task++)
        if (run->tasks[task].process != task)
            return true;
    return false;
}

bool run_shares_memory(const struct run *run)
{
    if (has_threads(run))
        return true;
    for (uint32_t i = 0; i < run->object_count; i++)
        if (run->objects[i].class == OBJECT_MEMORY)
            return true;
    return false;
}

struct progress {
    bool changed; /* by the last run */
    bool threads; /* some run had */
};

/* 1: the run told something; 0: there is nothing to be learnt from it, or from others. */
static int make_run(struct stage *stage, struct shared_words *words, struct progress *progress,
                    uint64_t index, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run run = {0};
    const char *name = strategies[index ? 1 + (index - 1) % (STRATEGIES - 1) : 0];
    struct strategy *strategy = strategy_find(name)->create(SEED + index);
    strategy_begin(strategy, 0);
    int result = stage_run(stage, strategy_chooser(strategy), false, &run, err);
    strategy_destroy(strategy);
    if (result < 0)
        return -1;
    if (!run_shares_memory(&run))
        return 0;
    progress->threads |= has_threads(&run);
    progress->changed = shared_words_add(words, &run);
    return run.end != RUN_GUARD && run.end != RUN_LIMIT;
}

int survey(struct stage *stage, struct shared_words *words, struct error *err)
{
    struct progress progress = {0};
    int result = 1, quiet = 0, enough = QUIET_OF_PROCESSES;
    for (uint64_t i = 0; result > 0 && i < MOST_RUNS && quiet < enough; i++) {
        progress.changed = false;
        result = make_run(stage, words, &progress, i, err);
        if (progress.changed && result >= 0)
            stage_watch(stage, words);
        quiet = progress.changed ? 0 : quiet + 1;
        enough = progress.threads ? QUIET_OF_THREADS : QUIET_OF_PROCESSES;
    }
    return result < 0 ? -1 : 0;
}
