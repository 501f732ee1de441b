/* SPDX-License-Identifier: MIT */
/* The verb grade: a class or one submission, with every check. */
#include "base/scope.h"
#include "class.h"
#include "record.h"
#include "report.h"
#include "result.h"
#include "verb.h"

#include <stdio.h>

static void print_result(const struct settings *settings, const cJSON *whole)
{
    if (settings->json) {
        cleanup_free char *text = json_text(whole);
        fputs(text, stdout);
    } else if (!settings->quiet) {
        report_table(stdout, report_style(settings), whole);
        printf("results: %s/results.json\n", settings->output);
    }
}

static int judge_gate(const struct settings *settings, const cJSON *whole)
{
    const cJSON *submission;
    int status = EXIT_DONE;
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        if (result_has_status(submission, STATUS_ERROR))
            return EXIT_GRADER_FAILED;
        if (settings->min_score >= 0 && result_percent(submission) < settings->min_score)
            status = EXIT_BELOW;
    }
    return status;
}

int verb_grade(const struct settings *settings, struct error *err)
{
    cleanup_with(ground_clear) struct ground ground = {0};
    cJSON *whole = NULL;
    if (ground_load(settings, &ground, err) < 0 ||
        submissions_find(&settings->operands, &ground.assignments, settings->output,
                         &ground.submissions, err) < 0)
        return -1;
    submissions_keep_shard(&settings->shard, &ground.submissions);
    int result = ground_ready(&ground, err);
    if (result == 0)
        result = class_grade(settings, &ground, &whole, err);
    if (result == 0) {
        print_result(settings, whole);
        result = judge_gate(settings, whole);
    }
    cJSON_Delete(whole);
    return result;
}
