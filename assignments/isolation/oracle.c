/* SPDX-License-Identifier: MIT */
/* isolation: main's two lines, the processes behind them, and whether anything was touched by two
 * of them without an order. */
#include "oracle.h"
#include "oracle_process.h"

#include "base/scope.h"
#include "detect/detection.h"

#include <string.h>

enum { PROCESSES = 10 };

/* Line `number` (from 0) of the output; "" when there are fewer. */
static const char *line(const struct oracle *oracle, size_t number)
{
    return number < oracle->line_count ? oracle->lines[number].text : "";
}

static size_t started(const struct oracle *oracle)
{
    size_t count = 0;
    for (uint32_t i = 1; i < oracle->run->task_count; i++)
        count += oracle_is_process(oracle, i);
    return count;
}

static bool enough_started(const struct oracle *oracle, struct verdict *verdict)
{
    if (started(oracle) < PROCESSES)
        fail(verdict, FAILURE_ASSERTION, "only %zu processes were started, not %d", started(oracle),
             PROCESSES);
    return !verdict->failed;
}

static void private_stays(const struct oracle *oracle, struct verdict *verdict)
{
    if (started(oracle) == 0)
        fail(verdict, FAILURE_ASSERTION, "main never started a process");
    if (oracle->line_count < 1 && !oracle_tells(oracle, verdict))
        return;
    if (strcmp(line(oracle, 0), "100") != 0)
        fail(verdict, FAILURE_ASSERTION, "the first line should be 100, but is `%.60s`",
             line(oracle, 0));
}

static void shared_is_exact(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle->line_count < 2 && !oracle_tells(oracle, verdict))
        return;
    if (strcmp(line(oracle, 1), "90") != 0)
        fail(verdict, FAILURE_ASSERTION, "the second line should be 90, but is `%.60s`",
             line(oracle, 1));
    if (oracle->line_count > 2)
        fail(verdict, FAILURE_ASSERTION, "there should be two lines, but there are %zu",
             oracle->line_count);
}

static void all_joined(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    if (!enough_started(oracle, verdict) || !oracle_tells(oracle, verdict))
        return;
    for (uint32_t i = 1; i < run->task_count; i++) {
        if (oracle_is_process(oracle, i) && run->tasks[i].reaped_by == NO_TASK)
            fail(verdict, FAILURE_LEAK, "nobody waited for process %s", run->tasks[i].path);
    }
}

static void no_data_race(const struct oracle *oracle, struct verdict *verdict)
{
    struct detections found cleanup_with(detections_clear) = {0};
    detect_all(oracle->run, &found);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].kind == DETECTION_DATA_RACE)
            fail_between(verdict, FAILURE_RACE, found.items[i].steps, "%s", found.items[i].message);
    }
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_process_clean_exit(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"private-stays", private_stays}, {"shared-is-exact", shared_is_exact},
    {"all-joined", all_joined},       {"no-data-race", no_data_race},
    {"clean-exit", clean_exit},       {0},
};
