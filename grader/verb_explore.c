/* SPDX-License-Identifier: MIT */
/* The verb explore: the testbed without an assignment.
 *
 *   recipe ─▶ testbed (files read, program built) ─▶ experiment ─▶ exploration ─▶ views
 */
#include "base/scope.h"
#include "exploration.h"
#include "explore/strategy.h"
#include "folder.h"
#include "job.h"
#include "record.h"
#include "report.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SCHEDULES_PER_UPDATE = 50 };

static const char USUAL_PLACE[] = "exploration.json";

struct expedition { /* one call of the verb */
    const struct settings *settings;
    struct recipe recipe;
    struct testbed testbed;
    struct experiment_report report;
    struct exploration exploration;
    uint64_t budget;
    const char *kept; /* where the report lies; NULL: nowhere */
};

static int check_strategy(const char *name, struct error *err)
{
    cleanup_with(text_free) struct text list = {0};
    if (strategy_find(name))
        return 0;
    for (const char *const *other = strategy_names(); *other; other++)
        text_add_format(&list, " %s", *other);
    return error_set(err, ERROR_USAGE, "--strategy %s: there is no such strategy; there is:%s",
                     name, list.data);
}

static void show_progress(void *context, uint64_t schedules)
{
    const struct expedition *expedition = context;
    if (schedules % SCHEDULES_PER_UPDATE == 0)
        fprintf(stderr, "\r\033[K%llu of %llu schedules, no failure so far",
                (unsigned long long)schedules, (unsigned long long)expedition->budget);
}

static void print_diagnostics(FILE *stream, const struct build_result *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &build->diagnostics[i];
        fprintf(stream, "%s:%u:%u: %s: %s\n", diagnostic->file, diagnostic->line,
                diagnostic->column, diagnostic->severity, diagnostic->message);
    }
}

static int build(struct expedition *expedition, struct error *err)
{
    struct testbed *testbed = &expedition->testbed;
    if (testbed_build(testbed, err) < 0)
        return -1;
    if (!expedition->settings->quiet)
        print_diagnostics(stderr, &testbed->build);
    if (testbed->built)
        return 0;
    return error_set(err, ERROR_USAGE, "%s", testbed->build.reason);
}

static int run(struct expedition *expedition, struct error *err)
{
    const struct settings *settings = expedition->settings;
    struct testbed *testbed = &expedition->testbed;
    struct scenario *scenario = &testbed->scenario;
    bool live = !settings->quiet && settings_wants(settings->progress, STDERR_FILENO);
    expedition->budget = settings->budget ? settings->budget : USUAL_EXPLORE_BUDGET;
    scenario->strategy = settings->strategy;
    scenario->budget = expedition->budget;
    scenario->stops_at_first = !settings->keep_going;
    if (live)
        scenario->observer = (struct observer){show_progress, expedition};
    jobs_stay();
    int result = experiment_run(testbed->built, scenario, testbed->checks, testbed->check_count,
                                settings->seed, &expedition->report, err);
    if (live)
        fputs("\r\033[K", stderr);
    return result;
}

static int keep(struct expedition *expedition, const char *text, struct error *err)
{
    bool found = expedition->exploration.verdict == EXPLORATION_FAILURE;
    const char *path = expedition->settings->kept;
    if (!path && found && !expedition->settings->json)
        path = USUAL_PLACE;
    if (!path)
        return 0;
    if (file_replace(path, text, strlen(text), err) < 0)
        return error_wrap(err, "the report can't be kept");
    expedition->kept = path;
    return 0;
}

static int tell(struct expedition *expedition, struct error *err)
{
    const struct settings *settings = expedition->settings;
    cJSON *document = exploration_document(&expedition->recipe, &expedition->testbed,
                                           &expedition->report, &expedition->exploration);
    cleanup_free char *text = json_text(document);
    cJSON_Delete(document);
    if (keep(expedition, text, err) < 0)
        return -1;
    if (settings->json)
        fputs(text, stdout);
    else if (!settings->quiet)
        report_exploration(stdout, report_style(settings), &expedition->testbed,
                           &expedition->report, &expedition->exploration, expedition->kept);
    return 0;
}

static int explore(struct expedition *expedition, struct error *err)
{
    static const int statuses[] = {[EXPLORATION_NONE] = EXIT_DONE,
                                   [EXPLORATION_FAILURE] = EXIT_BELOW,
                                   [EXPLORATION_INCONCLUSIVE] = EXIT_GRADER_FAILED};
    recipe_of_settings(expedition->settings, &expedition->recipe);
    if (check_strategy(expedition->settings->strategy, err) < 0 ||
        testbed_load(&expedition->recipe, &expedition->testbed, err) < 0 ||
        sandbox_check(err) < 0 || build(expedition, err) < 0 || run(expedition, err) < 0)
        return -1;
    exploration_make(&expedition->report, &expedition->exploration);
    int result = tell(expedition, err);
    enum exploration_verdict verdict = expedition->exploration.verdict;
    exploration_clear(&expedition->exploration);
    return result < 0 ? -1 : statuses[verdict];
}

int verb_explore(const struct settings *settings, struct error *err)
{
    struct expedition expedition = {.settings = settings};
    int result = explore(&expedition, err);
    experiment_report_clear(&expedition.report);
    testbed_clear(&expedition.testbed);
    recipe_clear(&expedition.recipe);
    return result;
}
