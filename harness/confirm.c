/* SPDX-License-Identifier: MIT */
/* After a failure. The schedule that failed is minimised by running candidates (explore/minimise.h
 * knows which); a candidate counts when the same check fails in the same way. What is left is run
 * once more with source lines, and judged again: only that run is reported, so whatever the report
 * shows was seen to fail. */
#include "confirm.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "explore/critical.h"
#include "explore/minimise.h"
#include "explore/strategy.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 24, REVERSALS = 12 };

struct trial {
    const struct suspect *suspect;
    struct error *err;
    int result; /* negative once the stage is broken */
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

static bool still_fails_here(void *context, const struct schedule *candidate)
{
    struct trial *trial = context;
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct verdict verdict;
    if (trial->result < 0)
        return false;
    trial->result = run_again(trial->suspect->stage, candidate, false, &run, trial->err);
    return trial->result == 0 && same_failure(trial->suspect, &run, &verdict);
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

struct failure_record *failure_of_run(const struct verdict *verdict, struct run *run)
{
    __attribute__((cleanup(schedule_clear))) struct schedule whole = {0};
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(&whole, choice_of(&run->choices[i]));
    struct failure_record *failure = allocate(sizeof *failure);
    failure->kind = verdict->kind;
    failure->schedule = schedule_encode(&whole);
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

int confirm(const struct suspect *suspect, const struct schedule *schedule, struct verdict *verdict,
            struct failure_record **failure, struct error *err)
{
    __attribute__((cleanup(schedule_clear))) struct schedule smallest = {0};
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct trial trial = {.suspect = suspect, .err = err};
    if (!still_fails_here(&trial, schedule))
        return trial.result;
    schedule_copy(&smallest, schedule);
    minimise(&smallest, still_fails_here, &trial, TRIALS);
    if (trial.result < 0 || run_again(suspect->stage, &smallest, true, &run, err) < 0)
        return -1;
    if (!same_failure(suspect, &run, verdict))
        return 0;
    *failure = failure_of_run(verdict, &run);
    if (find_critical(suspect, *failure, err) == 0)
        return 1;
    failure_free(steal_pointer(failure));
    return -1;
}
