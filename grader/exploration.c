/* SPDX-License-Identifier: MIT */
/* Among several failures the one that was found first is the main one; of those that the same
 * schedule showed, the surest, which comes first in the list of checks. Everything outside `usage`
 * is a function of program, options and version. */
#include "exploration.h"

#include "base/allocate.h"
#include "result_part.h"

#include <stdlib.h>
#include <string.h>

static bool found_before(const struct check_report *a, const struct check_report *b)
{
    return a->evidence.first_failure < b->evidence.first_failure;
}

/* Inserts a failure behind those that were found before it or with it. */
static void insert(struct exploration *exploration, const struct check_report *check)
{
    size_t at = exploration->other_count++;
    for (; at > 0 && found_before(check, exploration->others[at - 1]); at--)
        exploration->others[at] = exploration->others[at - 1];
    exploration->others[at] = check;
}

static const struct check_report *find_inconclusive(const struct experiment_report *report)
{
    for (size_t i = 0; i < report->check_count; i++)
        if (report->checks[i].state == CHECK_INCONCLUSIVE)
            return &report->checks[i];
    return NULL;
}

void exploration_make(const struct experiment_report *report, struct exploration *exploration)
{
    *exploration = (struct exploration){.main = &report->checks[0]};
    exploration->others = allocate((report->check_count + 1) * sizeof *exploration->others);
    for (size_t i = 0; i < report->check_count; i++)
        if (report->checks[i].state == CHECK_FAIL)
            insert(exploration, &report->checks[i]);
    const struct check_report *unclear = find_inconclusive(report);
    if (exploration->other_count) {
        exploration->verdict = EXPLORATION_FAILURE;
        exploration->main = exploration->others[0];
        memmove(exploration->others, exploration->others + 1,
                --exploration->other_count * sizeof *exploration->others);
    } else if (unclear) {
        exploration->verdict = EXPLORATION_INCONCLUSIVE;
        exploration->main = unclear;
    }
}

void exploration_clear(struct exploration *exploration)
{
    free(exploration->others);
}

static void add_outcome(cJSON *object, const struct testbed *testbed,
                        const struct check_report *check)
{
    char id[FAILURE_ID_SIZE] = "";
    if (check->failure)
        testbed_name_failure(testbed, check->id, check->failure->schedule, id);
    part_add_text_or_null(object, "message", check->message);
    part_add_evidence(object, &check->evidence);
    part_add_failure(object, id, testbed->scenario.id, check->failure);
}

static void add_usage(cJSON *document, const struct experiment_report *report)
{
    const struct usage usage = {.cpu_seconds = report->cpu_seconds,
                                .wall_seconds = report->wall_seconds,
                                .schedules = report->schedules,
                                .peak_memory = report->peak_memory};
    part_add_usage(document, &usage);
}

cJSON *exploration_document(const struct recipe *recipe, const struct testbed *testbed,
                            const struct experiment_report *report,
                            const struct exploration *exploration)
{
    static const char *const verdicts[] = {"none", "failure", "inconclusive"};
    cJSON *document = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "schema", "mpgrade.exploration/1");
    part_add_tool(document);
    cJSON *program = cJSON_AddObjectToObject(document, "program");
    recipe_add(program, recipe);
    testbed_add(program, testbed);
    part_add_build(document, &testbed->build);
    cJSON_AddStringToObject(document, "verdict", verdicts[exploration->verdict]);
    add_outcome(document, testbed, exploration->main);
    cJSON *further = cJSON_AddArrayToObject(document, "further");
    for (size_t i = 0; i < exploration->other_count; i++)
        add_outcome(part_add_element(further), testbed, exploration->others[i]);
    cJSON *findings = cJSON_AddArrayToObject(document, "findings");
    for (size_t i = 0; i < report->finding_count; i++)
        part_add_finding(findings, &report->findings[i]);
    add_usage(document, report);
    return document;
}
