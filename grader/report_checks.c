/* SPDX-License-Identifier: MIT */
/* What `check` tells a student: one line a check, then why, and how to see it again. */
#include "report.h"

#include "result.h"

#include <string.h>

struct mark {
    const char *verdict, *word, *color;
};

static const struct mark marks[] = {
    {"pass", "pass", "\033[32m"},         {"fail", "FAIL", "\033[31m"},
    {"inconclusive", "????", "\033[33m"}, {"skipped", "skip", "\033[33m"},
    {"error", "ERR!", "\033[35m"},
};

static const struct mark *find_mark(const char *verdict)
{
    const struct mark *mark = marks;
    while (mark < marks + sizeof marks / sizeof *marks - 1 && strcmp(mark->verdict, verdict) != 0)
        mark++;
    return mark;
}

static void print_failure(FILE *stream, const cJSON *failure, const char *results_path)
{
    const cJSON *where = cJSON_GetObjectItemCaseSensitive(failure, "location");
    if (!cJSON_IsObject(failure))
        return;
    if (*result_text(where, "file"))
        fprintf(stream, "       at %s:%g in %s\n", result_text(where, "file"),
                result_number(where, "line"), result_text(where, "function"));
    fprintf(stream, "       see it again: mpgrade replay %s %s\n", results_path,
            result_text(failure, "id"));
}

static void print_check(FILE *stream, struct report_style style, const cJSON *check,
                        const char *results_path)
{
    const cJSON *evidence = cJSON_GetObjectItemCaseSensitive(check, "evidence");
    const struct mark *mark = find_mark(result_text(check, "verdict"));
    fprintf(stream, "  %s%s%s  %s: %s (%g/%g)\n", style.color ? mark->color : "", mark->word,
            style.color ? "\033[0m" : "", result_text(check, "id"), result_text(check, "title"),
            result_number(check, "earned"), result_number(check, "points"));
    if (*result_text(check, "message"))
        fprintf(stream, "       %s\n", result_text(check, "message"));
    if (*result_text(evidence, "statement"))
        fprintf(stream, "       (%s)\n", result_text(evidence, "statement"));
    print_failure(stream, cJSON_GetObjectItemCaseSensitive(check, "failure"), results_path);
}

static void print_diagnostics(FILE *stream, const cJSON *assignment)
{
    const cJSON *build = cJSON_GetObjectItemCaseSensitive(assignment, "build"), *diagnostic;
    cJSON_ArrayForEach (diagnostic, cJSON_GetObjectItemCaseSensitive(build, "diagnostics"))
        fprintf(stream, "  %s:%g:%g: %s: %s\n", result_text(diagnostic, "file"),
                result_number(diagnostic, "line"), result_number(diagnostic, "column"),
                result_text(diagnostic, "severity"), result_text(diagnostic, "message"));
}

static void print_findings(FILE *stream, const cJSON *assignment)
{
    const cJSON *finding;
    cJSON_ArrayForEach (finding, cJSON_GetObjectItemCaseSensitive(assignment, "findings"))
        fprintf(stream, "  note  %s: %s\n", result_text(finding, "kind"),
                result_text(finding, "message"));
}

static void print_assignment(FILE *stream, struct report_style style, const cJSON *assignment,
                             const char *results_path)
{
    const cJSON *check;
    bool ran = strcmp(result_text(assignment, "status"), status_name(STATUS_GRADED)) == 0;
    fprintf(stream, "%s: %g of %g points of the visible checks\n", result_text(assignment, "id"),
            result_number(assignment, "score"), result_number(assignment, "max_score"));
    print_diagnostics(stream, assignment);
    if (!ran) {
        fprintf(stream, "  %s: %s\n", result_text(assignment, "status"),
                result_text(assignment, "message"));
        return;
    }
    cJSON_ArrayForEach (check, cJSON_GetObjectItemCaseSensitive(assignment, "checks"))
        print_check(stream, style, check, results_path);
    print_findings(stream, assignment);
}

void report_checks(FILE *stream, struct report_style style, const cJSON *whole,
                   const char *results_path)
{
    const cJSON *submission, *assignment;
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        if (*result_text(submission, "message"))
            fprintf(stream, "%s: %s\n", result_text(submission, "id"),
                    result_text(submission, "message"));
        cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
            print_assignment(stream, style, assignment, results_path);
    }
}
