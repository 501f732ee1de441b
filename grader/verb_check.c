/* SPDX-License-Identifier: MIT */
/* The verb check: a student's own folder as it lies, against the visible checks. */
#include "base/allocate.h"
#include "base/scope.h"
#include "class.h"
#include "record.h"
#include "report.h"
#include "result.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

static int judge_checks(const cJSON *whole)
{
    const cJSON *submissions = cJSON_GetObjectItemCaseSensitive(whole, "submissions");
    const cJSON *submission = cJSON_GetArrayItem(submissions, 0), *assignment, *check;
    bool passed = !*result_text(submission, "message");
    if (result_has_status(submission, STATUS_ERROR))
        return EXIT_GRADER_FAILED;
    cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
        cJSON_ArrayForEach (check, cJSON_GetObjectItemCaseSensitive(assignment, "checks"))
            passed = passed && strcmp(result_text(check, "verdict"), "pass") == 0;
    return passed ? EXIT_DONE : EXIT_BELOW;
}

static void print_result(const struct settings *settings, const cJSON *whole)
{
    if (settings->json) {
        cleanup_free char *text = json_text(whole);
        fputs(text, stdout);
    } else if (!settings->quiet) {
        cleanup_free char *path = format_string("%s/results.json", settings->output);
        report_checks(stdout, report_style(settings), whole, path);
    }
}

int verb_check(const struct settings *settings, struct error *err)
{
    cleanup_with(ground_clear) struct ground ground = {0};
    const char *folder = settings->operands.count ? settings->operands.items[0] : ".";
    cJSON *whole = NULL;
    if (ground_load(settings, &ground, err) < 0 ||
        submissions_add_folder(folder, &ground.submissions, err) < 0)
        return -1;
    assignments_keep_visible(&ground.assignments);
    ground.plan.as_files = true;
    int result = ground_ready(&ground, err);
    if (result == 0)
        result = class_grade(settings, &ground, &whole, err);
    if (result == 0) {
        print_result(settings, whole);
        result = judge_checks(whole);
    }
    cJSON_Delete(whole);
    return result;
}
