/* SPDX-License-Identifier: MIT */
/* After a failure. The steps that don't depend on each other are put in an order with fewer
 * switches (explore/commute.h); the schedule is minimised by running candidates (explore/minimise.h
 * knows which); and what is left is ordered once more. Whatever was changed counts only when the
 * same check fails in the same way. The result is run again with source lines, and judged: only
 * that run is reported, so whatever the report shows was seen to fail. */
#include "confirm.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "explore/commute.h"
#include "explore/critical.h"
#include "explore/holding.h"
#include "explore/minimise.h"
#include "explore/strategy.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 40, LAST_TRIALS = 8, REVERSALS = 12, FEW_TASKS = 5, MOST_HOLDS = 40 };

struct trial {
    const struct suspect *suspect;
    struct error *err;
    uint32_t preemptions; /* that a candidate may have: as many as the best one so far */
    unsigned holds;       /* runs with tasks held back */
    int result;           /* negative once the stage is broken */
};

int run_again(struct stage *stage, const struct schedule *schedule, bool located, struct run *run,
              struct error *err)
{
    struct strategy *replay = strategy_replay(schedule);
    strategy_begin(replay, 0);
    int result = stage_run(stage, strategy_chooser(replay), located, run, err);
    strategy_destroy(replay);
    return result;
}

static bool same_failure(const struct suspect *suspect, const struct run *run,
                         struct verdict *verdict)
{
    if (run->end == RUN_GUARD || run->end == RUN_DIVERGED)
        return false;
    experiment_judge(run, suspect->scenario, suspect->check, 1, verdict);
    return verdict->failed && verdict->kind == suspect->kind;
}

static bool still_fails_here(void *context, struct schedule *candidate)
{
    struct trial *trial = context;
    cleanup_with(run_clear) struct run run = {0};
    cleanup_with(schedule_clear) struct schedule taken = {0};
    struct verdict verdict;
    if (trial->result < 0)
        return false;
    struct strategy *adapting = strategy_adapting(candidate, &taken);
    strategy_begin(adapting, 0);
    trial->result =
        stage_run(trial->suspect->stage, strategy_chooser(adapting), false, &run, trial->err);
    strategy_destroy(adapting);
    if (trial->result < 0 || run.preemptions > trial->preemptions ||
        !same_failure(trial->suspect, &run, &verdict))
        return false;
    trial->preemptions = run.preemptions;
    schedule_copy(candidate, &taken);
    return true;
}

bool is_costly(const struct run *run)
{
    return run->end == RUN_LIMIT || run->end == RUN_STEP_LIMIT || run->end == RUN_LIVELOCK;
}

void failure_free(struct failure_record *failure)
{
    if (!failure)
        return;
    free(failure->schedule);
    run_clear(&failure->run);
    free(failure);
}

static void schedule_of(const struct run *run, struct schedule *schedule)
{
    schedule_clear(schedule);
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(schedule, choice_of(&run->choices[i]));
}

static char *text_of(const char *before, const struct schedule *schedule)
{
    char *text = schedule_encode(schedule);
    if (!*before)
        return text;
    char *both = format_string("%s%s%s", before, *text ? " " : "", text);
    free(text);
    return both;
}

struct failure_record *failure_of_run(const struct verdict *verdict, const char *before,
                                      struct run *run)
{
    __attribute__((cleanup(schedule_clear))) struct schedule whole = {0};
    schedule_of(run, &whole);
    struct failure_record *failure = allocate(sizeof *failure);
    failure->kind = verdict->kind;
    failure->schedule = text_of(before, &whole);
    failure->preemptions = run->preemptions;
    failure->critical_count = verdict->step_count;
    failure->blamed_count = verdict->step_count;
    memcpy(failure->blamed, verdict->steps, sizeof failure->blamed);
    memcpy(failure->critical, verdict->steps, sizeof failure->critical);
    failure->run = *run; /* moved */
    *run = (struct run){0};
    return failure;
}

/* 1: with these two the other way round the failure doesn't come; 0: it does, or they can't be. */
static int decides(const struct suspect *suspect, const struct run *failed,
                   const struct critical_pair *pair, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct verdict verdict;
    struct strategy *reversal = strategy_reversal(failed, pair);
    strategy_begin(reversal, 0);
    int result = stage_run(suspect->stage, strategy_chooser(reversal), false, &run, err);
    strategy_destroy(reversal);
    if (result < 0)
        return -1;
    bool ended = run.end == RUN_COMPLETED;
    return ended && critical_is_reversed(failed, pair, &run) &&
           !same_failure(suspect, &run, &verdict);
}

/* A check that points at two steps knows best; else the pair that decides is searched for. */
static int find_critical(const struct suspect *suspect, struct failure_record *failure,
                         struct error *err)
{
    struct critical_pair pairs[REVERSALS];
    size_t count = failure->blamed_count < 2 && !is_costly(&failure->run)
                       ? critical_candidates(&failure->run, pairs, REVERSALS)
                       : 0;
    for (size_t i = 0; i < count; i++) {
        int result = decides(suspect, &failure->run, &pairs[i], err);
        if (result < 0)
            return -1;
        if (result == 0)
            continue;
        bool swap = pairs[i].second < pairs[i].first;
        failure->critical[0] = swap ? pairs[i].second : pairs[i].first;
        failure->critical[1] = swap ? pairs[i].first : pairs[i].second;
        failure->critical_count = 2;
        break;
    }
    return 0;
}

static bool is_lighter(const struct run *then, const struct run *now)
{
    cleanup_with(schedule_clear) struct schedule first = {0}, second = {0};
    schedule_of(then, &first);
    schedule_of(now, &second);
    struct burden burdens[] = {burden_of(&first), burden_of(&second)};
    if (then->preemptions != now->preemptions)
        return then->preemptions < now->preemptions;
    return burden_compare(&burdens[0], &burdens[1]) < 0;
}

/* The same schedule, choice by choice, fails again. */
static bool repeats(struct trial *trial, const struct schedule *schedule)
{
    cleanup_with(run_clear) struct run run = {0};
    struct verdict verdict;
    trial->result = run_again(trial->suspect->stage, schedule, false, &run, trial->err);
    trial->preemptions = run.preemptions;
    return trial->result == 0 && same_failure(trial->suspect, &run, &verdict);
}

/* 1: `run` became an equivalent one that fails with less to read. */
static int commute_run(struct trial *trial, enum commuting commuting, struct run *run)
{
    cleanup_free struct option *options = commute(run, commuting);
    cleanup_with(run_clear) struct run then = {0};
    struct verdict verdict;
    if (!options || trial->result < 0)
        return 0;
    struct strategy *ordered = strategy_ordered(options, run->taken_count);
    strategy_begin(ordered, 0);
    trial->result =
        stage_run(trial->suspect->stage, strategy_chooser(ordered), false, &then, trial->err);
    strategy_destroy(ordered);
    if (trial->result < 0 || !same_failure(trial->suspect, &then, &verdict) ||
        !is_lighter(&then, run))
        return 0;
    trial->preemptions = then.preemptions;
    run_clear(run);
    *run = then;
    then = (struct run){0};
    return 1;
}

/* Runs the schedule and takes what it becomes when its steps are put in a better order. 0: there is
 * none, and it is as it was. */
static int reorder(struct trial *trial, struct schedule *schedule)
{
    cleanup_with(run_clear) struct run run = {0};
    if (trial->result < 0)
        return 0;
    trial->result = run_again(trial->suspect->stage, schedule, false, &run, trial->err);
    if (trial->result < 0)
        return 0;
    int better = commute_run(trial, COMMUTE_BOLDLY, &run);
    if (!better)
        better = commute_run(trial, COMMUTE_CAUTIOUSLY, &run);
    if (better)
        schedule_of(&run, schedule);
    return better;
}

/* True: `run` became one that fails as well, though these tasks are held back. */
static bool fails_without(struct trial *trial, const struct held *held, struct run *run)
{
    cleanup_with(run_clear) struct run then = {0};
    struct verdict verdict;
    if (trial->result < 0 || trial->holds == MOST_HOLDS)
        return false;
    trial->holds++;
    struct strategy *holding = strategy_holding(run, held);
    strategy_begin(holding, 0);
    trial->result =
        stage_run(trial->suspect->stage, strategy_chooser(holding), false, &then, trial->err);
    strategy_destroy(holding);
    if (trial->result < 0 || then.preemptions > trial->preemptions ||
        !same_failure(trial->suspect, &then, &verdict))
        return false;
    trial->preemptions = then.preemptions;
    run_clear(run);
    *run = then;
    then = (struct run){0};
    return true;
}

/* Holds back tasks [low, high) as well, if it still fails then. */
static bool hold_more(struct trial *trial, struct held *held, uint32_t low, uint32_t high,
                      struct run *run)
{
    cleanup_free bool *before = copy_memory(held->tasks, held->count * sizeof *before);
    bool any = false;
    for (uint32_t task = low; task < high && task < held->count; task++) {
        any |= !held->tasks[task];
        held->tasks[task] = true;
    }
    if (any && fails_without(trial, held, run))
        return true;
    memcpy(held->tasks, before, held->count * sizeof *before);
    return false;
}

/* Where many meet, most have nothing to do with it: half of them at a time, then fewer. */
static void hold_most_back(struct trial *trial, struct schedule *schedule)
{
    cleanup_with(run_clear) struct run run = {0};
    if (trial->result < 0)
        return;
    trial->result = run_again(trial->suspect->stage, schedule, false, &run, trial->err);
    uint32_t tasks = trial->result < 0 ? 0 : (uint32_t)run.task_count;
    cleanup_free bool *bits = allocate((tasks + 1) * sizeof *bits);
    struct held held = {bits, tasks};
    bool better = false;
    for (uint32_t size = tasks / 2; tasks > FEW_TASKS && size > 0; size /= 2)
        for (uint32_t low = 1; low < tasks; low += size)
            better |= hold_more(trial, &held, low, low + size, &run);
    if (better)
        schedule_of(&run, schedule);
}

static void make_smaller(struct trial *trial, struct schedule *schedule)
{
    hold_most_back(trial, schedule);
    reorder(trial, schedule);
    minimise(schedule, still_fails_here, trial, TRIALS);
    if (reorder(trial, schedule))
        minimise(schedule, still_fails_here, trial, LAST_TRIALS);
}

int confirm(const struct suspect *suspect, const struct schedule *schedule, struct verdict *verdict,
            struct failure_record **failure, struct error *err)
{
    __attribute__((cleanup(schedule_clear))) struct schedule smallest = {0};
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct trial trial = {.suspect = suspect, .err = err};
    if (!repeats(&trial, schedule))
        return trial.result;
    schedule_copy(&smallest, schedule);
    make_smaller(&trial, &smallest);
    if (trial.result < 0 || run_again(suspect->stage, &smallest, true, &run, err) < 0)
        return -1;
    if (!same_failure(suspect, &run, verdict))
        return 0;
    *failure = failure_of_run(verdict, suspect->before, &run);
    if (find_critical(suspect, *failure, err) == 0)
        return 1;
    failure_free(steal_pointer(failure));
    return -1;
}
