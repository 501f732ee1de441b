/* SPDX-License-Identifier: MIT */
/* Merges scenarios: a check fails if any scenario fails it, is inconclusive if none fails and any
 * is inconclusive, and passes only if all pass. Numbers of schedules add up; a bound or an
 * exhaustive search counts only as far as it holds for every scenario. */
#include "judge.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void selection_make(const struct assignment *assignment, size_t scenario,
                    struct selection *selection)
{
    size_t most = assignment->check_count;
    *selection = (struct selection){.oracles = allocate((most + 1) * sizeof(struct oracle_check)),
                                    .indices = allocate((most + 1) * sizeof(size_t))};
    for (size_t i = 0; i < most; i++) {
        const struct check *check = &assignment->checks[i];
        if (!check->scenarios[scenario])
            continue;
        selection->oracles[selection->count] = (struct oracle_check){check->id, check->judge};
        selection->indices[selection->count++] = i;
    }
}

void selection_clear(struct selection *selection)
{
    free(selection->oracles);
    free(selection->indices);
}

void selection_drop_failed(struct selection *selection, const struct graded_assignment *graded)
{
    size_t kept = 0;
    for (size_t i = 0; i < selection->count; i++) {
        if (graded->checks[selection->indices[i]].verdict == VERDICT_FAIL)
            continue;
        selection->oracles[kept] = selection->oracles[i];
        selection->indices[kept++] = selection->indices[i];
    }
    selection->count = kept;
}

static enum check_verdict verdict_of(enum check_state state)
{
    static const enum check_verdict verdicts[] = {
        [CHECK_PASS] = VERDICT_PASS,
        [CHECK_FAIL] = VERDICT_FAIL,
        [CHECK_INCONCLUSIVE] = VERDICT_INCONCLUSIVE,
    };
    return verdicts[state];
}

/* How much a verdict weighs against another one of the same check. */
static int weight(enum check_verdict verdict)
{
    static const int weights[] = {
        [VERDICT_SKIPPED] = 0, [VERDICT_PASS] = 1, [VERDICT_INCONCLUSIVE] = 2, [VERDICT_FAIL] = 3};
    return weights[verdict];
}

/* "ten-buyers: 200 schedules, …; late: …", or the one sentence alone. */
static void merge_statement(struct evidence *sum, const char *scenario, const char *more)
{
    struct text statement = {0};
    if (sum->statement)
        text_add_format(&statement, "%s; ", sum->statement);
    if (scenario)
        text_add_format(&statement, "%s: ", scenario);
    text_add_string(&statement, more ? more : "");
    free(sum->statement);
    sum->statement = text_steal(&statement);
}

static void merge_evidence(struct graded_check *check, const char *scenario,
                           const struct evidence *more)
{
    struct evidence *sum = &check->evidence;
    bool first = check->runs == 0;
    merge_statement(sum, scenario, more->statement);
    if (more->first_failure && !sum->first_failure)
        sum->first_failure = sum->schedules + more->first_failure;
    sum->schedules += more->schedules;
    sum->exhaustive = more->exhaustive && (first || sum->exhaustive);
    if (first || more->preemption_bound < sum->preemption_bound)
        sum->preemption_bound = more->preemption_bound; /* -1, no bound, is the least claim */
    if (first)
        memcpy(sum->strategy, more->strategy, sizeof sum->strategy);
    else if (strcmp(sum->strategy, more->strategy) != 0)
        strcpy(sum->strategy, "several");
    check->runs++;
}

static bool is_judged_often(const struct check *check, const struct assignment *assignment)
{
    size_t times = 0;
    for (size_t i = 0; i < assignment->scenario_count; i++)
        times += check->scenarios[i];
    return times > 1;
}

static void merge_check(struct graded_check *check, const struct assignment *assignment,
                        const struct scenario *scenario, struct check_report *report)
{
    enum check_verdict verdict = verdict_of(report->state);
    bool often = is_judged_often(check->check, assignment);
    merge_evidence(check, often ? scenario->id : NULL, &report->evidence);
    if (weight(verdict) <= weight(check->verdict))
        return;
    check->verdict = verdict;
    free(check->message);
    check->message = steal_pointer(&report->message);
    if (report->failure) {
        check->failure = steal_pointer(&report->failure);
        check->scenario = scenario;
        memcpy(check->evidence.strategy, report->evidence.strategy,
               sizeof check->evidence.strategy);
    }
}

static int compare_findings(const struct finding *a, const struct finding *b)
{
    int kinds = strcmp(a->kind, b->kind);
    return kinds ? kinds : strcmp(a->message, b->message);
}

/* Inserts at its place in the sorted list unless the same is there. */
static void add_finding(struct graded_assignment *graded, struct finding *finding)
{
    size_t at = 0;
    while (at < graded->finding_count && compare_findings(&graded->findings[at], finding) < 0)
        at++;
    if (at < graded->finding_count && compare_findings(&graded->findings[at], finding) == 0)
        return;
    array_reserve(graded->findings, graded->finding_count, graded->finding_capacity);
    memmove(&graded->findings[at + 1], &graded->findings[at],
            (graded->finding_count - at) * sizeof *finding);
    graded->findings[at] = *finding;
    graded->finding_count++;
    finding->kind = finding->message = NULL;
}

void judge_add(struct graded_assignment *graded, size_t scenario, const struct selection *selection,
               struct experiment_report *report)
{
    for (size_t i = 0; i < report->check_count; i++)
        merge_check(&graded->checks[selection->indices[i]], graded->assignment,
                    &graded->assignment->scenarios[scenario], &report->checks[i]);
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(graded, &report->findings[i]);
    struct usage *usage = &graded->usage;
    usage->cpu_seconds += report->cpu_seconds;
    usage->wall_seconds += report->wall_seconds;
    usage->schedules += report->schedules;
    if (report->peak_memory > usage->peak_memory)
        usage->peak_memory = report->peak_memory;
}

void judge_name_failure(const char *handin_digest, const struct assignment *assignment,
                        const char *check, const char *scenario, const char *schedule,
                        char id[FAILURE_ID_SIZE])
{
    cleanup_with(text_free) struct text key = {0};
    text_add_format(&key, "%s %s %s %s ", handin_digest, assignment->digest, check, scenario);
    text_add_string(&key, schedule);
    failure_id_of(&key, id);
}

char *judge_message(const char *message, const struct check *check)
{
    struct text whole = {0};
    text_add_printable(&whole, message, strlen(message), false);
    if (!check || check->visibility != VISIBILITY_VISIBLE)
        return text_steal(&whole);
    if (check->why)
        text_add_format(&whole, " (why it matters: %s)", check->why);
    if (check->hint)
        text_add_format(&whole, " (hint: %s)", check->hint);
    if (check->lecture)
        text_add_format(&whole, " (lecture: %s)", check->lecture);
    return text_steal(&whole);
}

void judge_finish(struct graded_assignment *graded, const char *handin_digest)
{
    for (size_t i = 0; i < graded->assignment->check_count; i++) {
        struct graded_check *check = &graded->checks[i];
        if (check->failure)
            judge_name_failure(handin_digest, graded->assignment, check->check->id,
                               check->scenario->id, check->failure->schedule, check->failure_id);
        if (check->verdict == VERDICT_FAIL) {
            cleanup_free char *said = check->message;
            check->message = judge_message(said ? said : "", check->check);
        }
    }
}
