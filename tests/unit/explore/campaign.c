/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include "base/allocate.h"

#include <stdlib.h>
#include <string.h>

static void note_failure(struct campaign *campaign, const struct run *run)
{
    campaign->failures++;
    if (campaign->first_failure)
        return;
    campaign->first_failure = campaign->runs;
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(&campaign->failing, choice_of(&run->choices[i]));
}

static char *text_of(const struct run *run)
{
    struct schedule schedule = {0};
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(&schedule, choice_of(&run->choices[i]));
    char *text = schedule_encode(&schedule);
    schedule_clear(&schedule);
    return text;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static uint64_t count_distinct(char **texts, uint64_t count)
{
    uint64_t distinct = 0;
    qsort(texts, count, sizeof *texts, compare_texts);
    for (uint64_t i = 0; i < count; i++)
        distinct += i == 0 || strcmp(texts[i - 1], texts[i]) != 0;
    for (uint64_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
    return distinct;
}

struct campaign campaign_run(const struct system *system, struct strategy *strategy,
                             uint64_t budget, bool stop)
{
    struct campaign campaign = {0};
    struct run run = {0};
    char **texts = allocate(budget * sizeof *texts);
    while (campaign.runs < budget && !(stop && campaign.failures)) {
        if (!strategy_begin(strategy, campaign.runs)) {
            campaign.finished = true;
            break;
        }
        struct outcome outcome = system_run(system, strategy_chooser(strategy), &run);
        strategy_end(strategy, &run);
        texts[campaign.runs++] = text_of(&run);
        campaign.unfinished += run.end != RUN_COMPLETED && run.end != RUN_DEADLOCK;
        if (outcome.failed || run.end == RUN_DEADLOCK)
            note_failure(&campaign, &run);
    }
    campaign.progress = strategy_progress(strategy);
    campaign.distinct = count_distinct(texts, campaign.runs);
    run_clear(&run);
    return campaign;
}

struct campaign campaign_named(const struct system *system, const char *strategy, uint64_t seed,
                               uint64_t budget, bool stop)
{
    struct strategy *made = strategy_find(strategy)->create(seed);
    struct campaign campaign = campaign_run(system, made, budget, stop);
    strategy_destroy(made);
    return campaign;
}

struct system system_lost_update(void)
{
    return (struct system){.task_count = 3,
                           .programs = {{{ACT_WAIT, 1, 0}, {ACT_WAIT, 2, 0}, {ACT_FAIL_IF, 0, 1}},
                                        {{ACT_READ, 0, 0}, {ACT_STORE, 0, 1}},
                                        {{ACT_READ, 0, 0}, {ACT_STORE, 0, 1}}}};
}

struct system system_locked_update(void)
{
    return (struct system){
        .task_count = 3,
        .programs = {{{ACT_WAIT, 1, 0}, {ACT_WAIT, 2, 0}, {ACT_FAIL_IF, 0, 1}},
                     {{ACT_LOCK, 0, 0}, {ACT_READ, 0, 0}, {ACT_STORE, 0, 1}, {ACT_UNLOCK, 0, 0}},
                     {{ACT_LOCK, 0, 0}, {ACT_READ, 0, 0}, {ACT_STORE, 0, 1}, {ACT_UNLOCK, 0, 0}}}};
}
