/* SPDX-License-Identifier: MIT */
/* An experiment: many schedules of one scenario, judged by several checks.
 *
 *   for each schedule that the strategy asks for, until the budget or every check is spent:
 *       run it; judge it with every check that hasn't failed yet
 *       a run has no end and so tells nothing of a check: it counts only if no run tells more
 *       a check fails: the schedule is run again, made smaller, and recorded (confirm.c); the
 *       failure counts only if it repeats, else the check is inconclusive and says so
 *
 * Before that, one schedule is run twice and compared step by step: what doesn't repeat can't be
 * explored, and the report says so instead of blaming the student. */
#include "experiment.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "confirm.h"
#include "evidence.h"
#include "explore/schedule.h"
#include "explore/strategy.h"
#include "findings.h"
#include "stage.h"
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Runs that tell nothing of a check, since they never came so far, count against it only when there
 * are no others: when all of the first ones are such, or all that the budget allowed. */
struct silence {
    bool broken;     /* some run told */
    uint64_t weight; /* of the runs that didn't */
};

enum { LONG_SILENCE = 16 };

struct experiment {
    struct stage *stage;
    const struct scenario *scenario;
    const struct oracle_check *checks;
    size_t count;
    struct strategy *strategy;
    const char *strategy_name;
    uint64_t seed;
    struct experiment_report *report;
    size_t open;             /* checks that haven't failed yet */
    uint64_t searched_steps; /* of runs that were searched for findings */
    struct shared_words words;
    struct text before; /* the runs that words were learnt from, and a "/" behind each */
    unsigned learnt;    /* so often */
    uint64_t began;     /* schedules before the search began, for the last time */
    bool repeats;
    bool escaped;             /* a call slept in the kernel, where no schedule controls it */
    bool guarded;             /* the wall-clock guard fired: more runs would tell no more */
    struct silence *silences; /* of the checks */
    struct schedule last;     /* of the last run that told nothing of a check */
    bool last_costly;
};

static char *const *argument_list(const struct scenario *scenario)
{
    char **list = allocate((scenario->argument_count + 1) * sizeof *list);
    for (size_t i = 0; i < scenario->argument_count; i++)
        list[i] = (char *)scenario->arguments[i];
    return list;
}

void experiment_judge(const struct run *run, const struct scenario *scenario,
                      const struct oracle_check *checks, size_t count, struct verdict *verdicts)
{
    char *const *arguments = argument_list(scenario);
    struct oracle oracle;
    oracle_open(&oracle, run, scenario->id, arguments, scenario->faults);
    oracle.accepted = scenario->accepted;
    for (size_t i = 0; i < count; i++) {
        verdicts[i] = (struct verdict){0};
        checks[i].judge(&oracle, &verdicts[i]);
    }
    oracle_close(&oracle);
    free((void *)arguments);
}

static void schedule_of(const struct run *run, struct schedule *schedule)
{
    for (size_t i = 0; i < run->choice_count; i++)
        schedule_add(schedule, choice_of(&run->choices[i]));
}

static const char NOT_REPEATED[] =
    "a failure was seen once and didn't repeat under the same schedule";

static bool is_open(const struct check_report *check)
{
    return check->state != CHECK_FAIL;
}

static void mark_inconclusive(struct check_report *check, const char *why)
{
    check->state = CHECK_INCONCLUSIVE;
    if (!check->message)
        check->message = copy_string(why);
}

static void record_failure(struct experiment *experiment, struct check_report *check,
                           const struct verdict *verdict, struct failure_record *failure)
{
    struct evidence *evidence = &check->evidence;
    check->state = CHECK_FAIL;
    free(check->message);
    check->message = copy_string(verdict->message);
    check->failure = failure;
    findings_of_run(experiment->report, &failure->run);
    evidence->first_failure = experiment->report->schedules;
    snprintf(evidence->strategy, sizeof evidence->strategy, "%s",
             strategy_progress(experiment->strategy).acting);
    experiment->open = experiment->scenario->stops_at_first ? 0 : experiment->open - 1;
}

static const char *parts_before(const struct experiment *experiment)
{
    return experiment->before.data ? experiment->before.data : "";
}

static int confirm_check(struct experiment *experiment, size_t index, enum failure_kind kind,
                         const struct schedule *schedule, struct error *err)
{
    struct suspect suspect = {experiment->stage, experiment->scenario, &experiment->checks[index],
                              kind, parts_before(experiment)};
    struct check_report *check = &experiment->report->checks[index];
    struct failure_record *failure = NULL;
    struct verdict verdict;
    int repeats = confirm(&suspect, schedule, &verdict, &failure, err);
    if (repeats > 0)
        record_failure(experiment, check, &verdict, failure);
    else if (repeats == 0)
        mark_inconclusive(check, NOT_REPEATED);
    return repeats < 0 ? -1 : 0;
}

/* One repetition for all checks that failed in a costly run, and none to make it smaller. */
static int confirm_together(struct experiment *experiment, const struct verdict *before,
                            const struct schedule *schedule, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run run = {0};
    cleanup_free struct verdict *verdicts = allocate(experiment->count * sizeof *verdicts);
    if (run_again(experiment->stage, schedule, true, &run, err) < 0)
        return -1;
    experiment_judge(&run, experiment->scenario, experiment->checks, experiment->count, verdicts);
    for (size_t i = 0; i < experiment->count; i++) {
        struct check_report *check = &experiment->report->checks[i];
        struct run copy;
        if (!is_open(check) || !before[i].failed)
            continue;
        if (!verdicts[i].failed) {
            mark_inconclusive(check, NOT_REPEATED);
            continue;
        }
        run_copy(&copy, &run);
        record_failure(experiment, check, &verdicts[i],
                       failure_of_run(&verdicts[i], parts_before(experiment), &copy));
    }
    return 0;
}

static int confirm_each(struct experiment *experiment, const struct verdict *verdicts,
                        const struct schedule *schedule, struct error *err)
{
    for (size_t i = 0; i < experiment->count; i++)
        if (is_open(&experiment->report->checks[i]) && verdicts[i].failed &&
            confirm_check(experiment, i, verdicts[i].kind, schedule, err) < 0)
            return -1;
    return 0;
}

/* A run to a bound takes as long as many others, and the next one tells the same. */
enum { COSTLY_WEIGHT = 4, STEPS_OF_A_SCHEDULE = 500 };

static int weight_of(const struct run *run)
{
    int by_steps = (int)(run->step_count / STEPS_OF_A_SCHEDULE);
    if (!is_costly(run))
        return 1;
    return by_steps > COSTLY_WEIGHT ? by_steps : COSTLY_WEIGHT;
}

static int confirm_failures(struct experiment *experiment, const struct verdict *verdicts,
                            const struct schedule *schedule, bool costly, struct error *err)
{
    bool any = false;
    for (size_t i = 0; i < experiment->count; i++)
        any |= is_open(&experiment->report->checks[i]) && verdicts[i].failed;
    if (!any)
        return 0;
    return costly ? confirm_together(experiment, verdicts, schedule, err)
                  : confirm_each(experiment, verdicts, schedule, err);
}

/* Whether the failure waits for a run that tells more. */
static bool keeps_silent(struct silence *silence, const struct verdict *verdict, int weight)
{
    bool silent = verdict->failed && verdict->silent;
    silence->broken |= !silent;
    silence->weight += silent ? (uint64_t)weight : 0;
    return silent && (silence->broken || silence->weight < LONG_SILENCE);
}

static int judge_run(struct experiment *experiment, const struct run *run, struct error *err)
{
    cleanup_free struct verdict *verdicts = allocate(experiment->count * sizeof *verdicts);
    __attribute__((cleanup(schedule_clear))) struct schedule schedule = {0};
    bool any = false;
    experiment_judge(run, experiment->scenario, experiment->checks, experiment->count, verdicts);
    for (size_t i = 0; i < experiment->count; i++) {
        experiment->report->checks[i].evidence.schedules += is_open(&experiment->report->checks[i]);
        any |= verdicts[i].failed;
        if (keeps_silent(&experiment->silences[i], &verdicts[i], weight_of(run)))
            verdicts[i].failed = false;
    }
    if (!any)
        return 0;
    schedule_of(run, &schedule);
    schedule_copy(&experiment->last, &schedule);
    experiment->last_costly = is_costly(run);
    return confirm_failures(experiment, verdicts, &schedule, is_costly(run), err);
}

/* The search is over: a check of which no run told anything fails by the last one. */
static int judge_silence(struct experiment *experiment, struct error *err)
{
    cleanup_free struct verdict *verdicts = allocate(experiment->count * sizeof *verdicts);
    cleanup_with(run_clear) struct run run = {0};
    bool any = false;
    for (size_t i = 0; i < experiment->count; i++)
        any |= is_open(&experiment->report->checks[i]) && !experiment->silences[i].broken &&
               experiment->silences[i].weight > 0;
    if (!any || experiment->guarded || experiment->open == 0)
        return 0;
    if (run_again(experiment->stage, &experiment->last, false, &run, err) < 0)
        return -1;
    experiment_judge(&run, experiment->scenario, experiment->checks, experiment->count, verdicts);
    for (size_t i = 0; i < experiment->count; i++)
        verdicts[i].failed &= verdicts[i].silent && !experiment->silences[i].broken;
    return confirm_failures(experiment, verdicts, &experiment->last, experiment->last_costly, err);
}

/* A guard that fired says nothing about the student: what isn't failed yet can't be passed. */
static void note_guard(struct experiment *experiment, const struct run *run)
{
    for (size_t i = 0; i < experiment->count; i++)
        if (is_open(&experiment->report->checks[i]))
            mark_inconclusive(&experiment->report->checks[i],
                              run->detail ? run->detail : "the time guard fired");
}

/* True: the run can be judged. */
static bool judgeable(struct experiment *experiment, const struct run *run)
{
    if (run->end != RUN_GUARD && run->end != RUN_DIVERGED)
        return true;
    note_guard(experiment, run);
    experiment->guarded = true;
    return false;
}

/* All runs of the beginning are looked at for words that the survey didn't come across, later ones
 * now and then. Each time the search begins anew, so not often; half of the times are kept for
 * words that race. */
enum { LOOKED_AT = 64, LOOKED_AT_EVERY = 8, MOST_LEARNT = 4 };

static bool tells_more(const struct experiment *experiment, const struct run *run)
{
    uint64_t number = experiment->report->schedules - experiment->began;
    if (experiment->learnt == MOST_LEARNT || experiment->open == 0 || is_costly(run) ||
        (number >= LOOKED_AT && number % LOOKED_AT_EVERY != 0) || !run_shares_memory(run))
        return false;
    enum shared_words_news news = shared_words_news(&experiment->words, run);
    return news == NEWS_CONTESTED || (news == NEWS_SHARED && experiment->learnt < MOST_LEARNT / 2);
}

static void begin_anew(struct experiment *experiment)
{
    strategy_destroy(experiment->strategy);
    experiment->strategy = strategy_find(experiment->strategy_name)->create(experiment->seed);
    experiment->began = experiment->report->schedules;
    experiment->learnt++;
}

/* What is seen late is known from now on, as if the survey had found it. */
static int learn(struct experiment *experiment, const struct run *run, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run again = {0};
    __attribute__((cleanup(schedule_clear))) struct schedule schedule = {0};
    if (!tells_more(experiment, run))
        return 0;
    schedule_of(run, &schedule);
    if (run_again(experiment->stage, &schedule, true, &again, err) < 0)
        return -1;
    if (again.end == RUN_GUARD || again.end == RUN_DIVERGED)
        return 0;
    findings_of_run(experiment->report, &again);
    shared_words_add(&experiment->words, &again);
    stage_watch(experiment->stage, &experiment->words);
    cleanup_free char *part = schedule_encode(&schedule);
    text_add_format(&experiment->before, "%s%s%s/", experiment->learnt ? " " : "", part,
                    *part ? " " : "");
    begin_anew(experiment);
    return 0;
}

/* The first few runs are located and searched for findings; more would find the same, and to locate
 * many steps takes long. */
enum { SEARCHED_RUNS = 8, SEARCHED_STEPS = 16000 };

/* Returns how much of the budget the schedule was worth; -1: an error. */
static int one_schedule(struct experiment *experiment, struct error *err)
{
    bool searched = experiment->report->schedules < SEARCHED_RUNS &&
                    experiment->searched_steps < SEARCHED_STEPS;
    __attribute__((cleanup(run_clear))) struct run run = {0};
    struct chooser chooser = strategy_chooser(experiment->strategy);
    if (stage_run(experiment->stage, chooser, searched, &run, err) < 0)
        return -1;
    strategy_end(experiment->strategy, &run);
    experiment->report->schedules++;
    experiment->escaped |= run.uncontrolled > 0;
    experiment->searched_steps += run.step_count;
    if (searched)
        findings_of_run(experiment->report, &run);
    if (judgeable(experiment, &run) &&
        (judge_run(experiment, &run, err) < 0 || learn(experiment, &run, err) < 0))
        return -1;
    return weight_of(&run);
}

static int explore(struct experiment *experiment, struct error *err)
{
    uint64_t budget = experiment->scenario->budget;
    const struct observer *observer = &experiment->scenario->observer;
    uint64_t spent = 0;
    for (uint64_t i = 0; spent < budget && experiment->open > 0 && !experiment->guarded; i++) {
        if (!strategy_begin(experiment->strategy, i - experiment->began))
            break;
        int weight = one_schedule(experiment, err);
        if (weight < 0)
            return -1;
        spent += (uint64_t)weight;
        if (observer->ran)
            observer->ran(observer->context, experiment->report->schedules);
    }
    return judge_silence(experiment, err);
}

/* The same schedule twice, compared: equal choices must give equal runs. */
static int check_repeatable(struct experiment *experiment, struct error *err)
{
    __attribute__((cleanup(run_clear))) struct run first = {0}, second = {0};
    __attribute__((cleanup(schedule_clear))) struct schedule schedule = {0};
    struct strategy *random = strategy_find("random")->create(experiment->seed);
    strategy_begin(random, 0);
    int result = stage_run(experiment->stage, strategy_chooser(random), false, &first, err);
    strategy_destroy(random);
    if (result < 0)
        return -1;
    if (is_costly(&first))
        return 0; /* whatever fails at a bound is repeated anyway */
    schedule_of(&first, &schedule);
    if (run_again(experiment->stage, &schedule, false, &second, err) < 0)
        return -1;
    experiment->repeats = run_fingerprint(&first) == run_fingerprint(&second);
    if (!experiment->repeats)
        findings_not_repeatable(experiment->report, &first, &second);
    return 0;
}

static void begin_report(struct experiment *experiment)
{
    struct experiment_report *report = experiment->report;
    *report = (struct experiment_report){0};
    report->check_count = experiment->count;
    report->checks = allocate(experiment->count * sizeof *report->checks);
    for (size_t i = 0; i < experiment->count; i++) {
        report->checks[i].id = experiment->checks[i].id;
        report->checks[i].evidence.preemption_bound = -1;
        snprintf(report->checks[i].evidence.strategy, sizeof report->checks[i].evidence.strategy,
                 "%s", experiment->strategy_name);
    }
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int run_experiment(struct experiment *experiment, const struct program *program,
                          struct error *err)
{
    if (stage_open(program, experiment->scenario, &experiment->stage, err) < 0)
        return -1;
    int result = survey(experiment->stage, &experiment->words, err);
    if (result == 0)
        result = check_repeatable(experiment, err);
    if (result == 0)
        result = explore(experiment, err);
    experiment->report->peak_memory = stage_peak_memory(experiment->stage);
    stage_close(experiment->stage);
    return result;
}

int experiment_run(const struct program *program, const struct scenario *scenario,
                   const struct oracle_check *checks, size_t count, uint64_t seed,
                   struct experiment_report *report, struct error *err)
{
    const char *name = scenario->strategy ? scenario->strategy : "portfolio";
    const struct strategy_class *class = strategy_find(name);
    if (!class)
        return error_set(err, ERROR_USAGE, "scenario %s: there is no strategy '%s'", scenario->id,
                         name);
    double wall = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    struct experiment experiment = {.scenario = scenario,
                                    .checks = checks,
                                    .count = count,
                                    .strategy = class->create(seed),
                                    .strategy_name = name,
                                    .seed = seed,
                                    .report = report,
                                    .open = count,
                                    .silences = allocate(count * sizeof *experiment.silences)};
    begin_report(&experiment);
    int result = run_experiment(&experiment, program, err);
    free(experiment.silences);
    schedule_clear(&experiment.last);
    shared_words_clear(&experiment.words);
    text_free(&experiment.before);
    struct strategy_progress progress = strategy_progress(experiment.strategy);
    if (experiment.escaped) /* who can't choose every order can't have tried them all */
        progress = (struct strategy_progress){
            .acting = progress.acting, .delay_bound = -1, .preemption_bound = -1};
    evidence_state(report, name, seed, &progress);
    strategy_destroy(experiment.strategy);
    findings_sort(report);
    report->wall_seconds = seconds_of(CLOCK_MONOTONIC) - wall;
    report->cpu_seconds = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    if (result < 0)
        experiment_report_clear(report);
    return result;
}

void experiment_report_clear(struct experiment_report *report)
{
    for (size_t i = 0; i < report->check_count; i++) {
        struct check_report *check = &report->checks[i];
        free(check->message);
        free(check->evidence.statement);
        failure_free(check->failure);
    }
    free(report->checks);
    findings_clear(report);
    *report = (struct experiment_report){0};
}
