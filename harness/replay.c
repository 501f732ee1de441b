/* SPDX-License-Identifier: MIT */
/* One recorded schedule, run again with source lines. Where it doesn't fit the program, the run
 * ends as diverged, and its detail says at which choice, what was recorded there and what could
 * happen instead: that is where a changed program first behaves differently. */
#include "replay.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "confirm.h"
#include "explore/schedule.h"
#include "explore/strategy.h"
#include "stage.h"
#include "survey.h"

#include <stdlib.h>

struct follower {
    struct strategy *replay;
    size_t taken;        /* choices of the schedule that fitted */
    struct option *open; /* what was open where it didn't fit */
    size_t open_count;
    uint64_t step; /* steps taken until there */
};

static long follow(void *context, const struct decision *decision)
{
    struct follower *follower = context;
    long picked = strategy_pick(follower->replay, decision);
    if (picked >= 0) {
        follower->taken++;
        return picked;
    }
    free(follower->open);
    follower->open = copy_memory(decision->options, decision->count * sizeof *decision->options);
    follower->open_count = decision->count;
    follower->step = decision->step;
    return picked;
}

static const char *task_name(const struct run *run, uint32_t task)
{
    return task < run->task_count ? run->tasks[task].path : "a process that isn't there";
}

static void describe_option(const struct run *run, const struct option *option, struct text *text)
{
    const char *task = task_name(run, option->task);
    const char *what = operation_info(option->operation)->name;
    const char *object = option->object && option->object < run->object_count
                             ? run->objects[option->object].name
                             : NULL;
    switch (option->kind) {
    case CHOICE_RUN:
    case CHOICE_FAULT:
        text_add_format(text, "%s could %s%s%s", task, what, object ? " " : "",
                        object ? object : "");
        break;
    case CHOICE_DELIVER:
        text_add_format(text, "signal %d could reach %s", option->value, task);
        break;
    case CHOICE_CLOCK:
        text_add_string(text, "time could pass");
        break;
    case CHOICE_VALUE:
        text_add_format(text, "%s could get outcome %d", task, option->value);
        break;
    }
}

static void describe_choice(const struct run *run, const struct choice *choice, struct text *text)
{
    const char *task = task_name(run, choice->task);
    switch (choice->kind) {
    case CHOICE_RUN:
        text_add_format(text, "%s went on", task);
        break;
    case CHOICE_FAULT:
        text_add_format(text, "%s met the fault %s", task, fault_name((enum fault)choice->value));
        break;
    case CHOICE_DELIVER:
        text_add_format(text, "signal %d reached %s", choice->value, task);
        break;
    case CHOICE_CLOCK:
        text_add_string(text, "time passed");
        break;
    case CHOICE_VALUE:
        text_add_format(text, "the step had outcome %d", choice->value);
        break;
    }
}

static void explain(const struct follower *follower, const struct schedule *schedule,
                    struct run *run)
{
    struct text story = {0};
    text_add_format(&story, "after step %llu, at choice %zu of %zu: in the recorded run ",
                    (unsigned long long)follower->step, follower->taken + 1, schedule->count);
    describe_choice(run, &schedule->choices[follower->taken], &story);
    text_add_string(&story, "; now ");
    for (size_t i = 0, listed = 0; i < follower->open_count; i++) {
        if (follower->open[i].kind == CHOICE_FAULT)
            continue;
        text_add_string(&story, listed++ ? ", " : "");
        describe_option(run, &follower->open[i], &story);
    }
    free(run->detail);
    run->detail = text_steal(&story);
}

/* The program came to its end before the schedule did. */
static void explain_rest(const struct follower *follower, const struct schedule *schedule,
                         struct run *run)
{
    free(run->detail);
    run->detail = format_string("the program ended (%s) after %zu steps, at choice %zu of %zu",
                                run_end_name(run->end), run->step_count, follower->taken + 1,
                                schedule->count);
    run->end = RUN_DIVERGED;
}

static int run_schedule(struct stage *stage, const struct schedule *schedule, struct run *run,
                        struct error *err)
{
    struct follower follower = {.replay = strategy_replay(schedule)};
    strategy_begin(follower.replay, 0);
    int result = stage_run(stage, (struct chooser){follow, &follower}, true, run, err);
    if (result == 0 && follower.open)
        explain(&follower, schedule, run);
    else if (result == 0 && follower.taken < schedule->count && run->end != RUN_GUARD)
        explain_rest(&follower, schedule, run);
    free(follower.open);
    strategy_destroy(follower.replay);
    return result;
}

static int check_text(const char *text, struct error *err)
{
    __attribute__((cleanup(schedule_clear))) struct schedule decoded = {0};
    while (text) {
        cleanup_free char *part = schedule_next_part(&text);
        if (schedule_decode(part, &decoded, err) < 0)
            return -1;
    }
    return 0;
}

/* All parts but the last: runs that showed which words threads share, after the survey. */
static int learn_part(struct stage *stage, const struct schedule *schedule,
                      struct shared_words *words, struct error *err)
{
    cleanup_with(run_clear) struct run run = {0};
    if (run_again(stage, schedule, false, &run, err) < 0)
        return -1;
    shared_words_add(words, &run);
    stage_watch(stage, words);
    return 0;
}

static int run_parts(struct stage *stage, const char *text, struct pause *pause, struct run *run,
                     struct error *err)
{
    cleanup_with(shared_words_clear) struct shared_words words = {0};
    int result = survey(stage, &words, err);
    while (result == 0 && text) {
        cleanup_with(schedule_clear) struct schedule decoded = {0};
        cleanup_free char *part = schedule_next_part(&text);
        result = schedule_decode(part, &decoded, err);
        stage_set_pause(stage, text ? NULL : pause);
        if (result == 0)
            result = text ? learn_part(stage, &decoded, &words, err)
                          : run_schedule(stage, &decoded, run, err);
    }
    return result;
}

int experiment_replay(const struct program *program, const struct scenario *scenario,
                      const char *schedule, struct pause *pause, struct run *run, struct error *err)
{
    struct stage *stage;
    if (check_text(schedule, err) < 0 || stage_open(program, scenario, &stage, err) < 0)
        return -1;
    int result = run_parts(stage, schedule, pause, run, err);
    stage_close(stage);
    return result;
}
