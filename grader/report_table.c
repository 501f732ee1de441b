/* SPDX-License-Identifier: MIT */
/* The table of a class. Everything in results.json is printable already; here it is only cut to
 * the terminal's width. */
#include "report.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "name.h"
#include "options.h"
#include "result.h"

#include <string.h>
#include <sys/ioctl.h>

enum { NARROWEST_FINDING = 24 };

struct report_style report_style(const struct settings *settings)
{
    struct winsize window = {0};
    struct report_style style = {.color = settings_wants(settings->color, STDOUT_FILENO)};
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0)
        style.width = window.ws_col;
    return style;
}

/* What a cell of the table says of an assignment: its score, or why there is none. */
static char *cell_text(const cJSON *assignment)
{
    static const char *const words[][2] = {
        {"missing", "missing"}, {"build_failed", "no build"}, {"error", "ERROR"}};
    const char *status = result_text(assignment, "status");
    if (!assignment)
        return copy_string("-");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return copy_string(words[i][1]);
    return format_string("%g", result_number(assignment, "score"));
}

/* How bad a check's verdict is; among equals the more expensive check is worse. */
static double badness(const cJSON *check)
{
    static const char *const verdicts[] = {"pass", "skipped", "inconclusive", "error", "fail"};
    const char *verdict = result_text(check, "verdict");
    for (size_t i = 1; i < sizeof verdicts / sizeof *verdicts; i++)
        if (strcmp(verdicts[i], verdict) == 0)
            return (double)i * 1000 + result_number(check, "points");
    return 0;
}

static char *describe_worst(const cJSON *assignment, const cJSON *check)
{
    const char *message = result_text(check, "message");
    const char *verdict = result_text(check, "verdict");
    if (strcmp(verdict, "fail") == 0)
        return format_string("%s %s: %s", result_text(assignment, "id"), result_text(check, "id"),
                             message);
    if (strcmp(verdict, "inconclusive") == 0)
        return format_string("%s %s is inconclusive: %s", result_text(assignment, "id"),
                             result_text(check, "id"), message);
    return format_string("%s: %s", result_text(assignment, "id"), message);
}

/* The worst thing found in a submission, as one line; "" when there is nothing. */
static char *worst_finding(const cJSON *submission)
{
    const cJSON *assignment, *check, *worst = NULL, *of = NULL;
    cJSON_ArrayForEach (assignment, result_member(submission, "assignments"))
        cJSON_ArrayForEach (check, result_member(assignment, "checks"))
            if (badness(check) > (worst ? badness(worst) : 0)) {
                worst = check;
                of = assignment;
            }
    return worst ? describe_worst(of, worst) : copy_string(result_text(submission, "message"));
}

static void print_padded(FILE *stream, const char *text, size_t width, bool right)
{
    size_t own = name_width(text);
    int pad = own < width ? (int)(width - own) : 0;
    fprintf(stream, "%*s%s%*s", right ? pad : 0, "", text, right ? 0 : pad, "");
}

/* Prints at most `width` columns of text (0: all of it). */
static void print_cut(FILE *stream, const char *text, size_t width)
{
    if (!width || name_width(text) <= width) {
        fputs(text, stream);
        return;
    }
    cleanup_free char *cut = copy_string(text);
    size_t length = strlen(cut);
    while (length > 0 && name_width(cut) > width - 1) {
        while (length > 0 && ((unsigned char)cut[--length] & 0xc0) == 0x80)
            continue;
        cut[length] = '\0';
    }
    fprintf(stream, "%s…", cut);
}

static size_t longest(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t widest_id(const cJSON *list, size_t least)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list)
        least = longest(least, name_width(result_text(item, "id")));
    return least;
}

/* The assignments that some submission has something for: the others have no column. */
static cJSON *used_assignments(const cJSON *whole)
{
    const cJSON *assignment, *submission;
    cJSON *used = cJSON_CreateArray();
    cJSON_ArrayForEach (assignment, result_member(whole, "assignments"))
        cJSON_ArrayForEach (submission, result_member(whole, "submissions"))
            if (result_find(result_member(submission, "assignments"),
                            result_text(assignment, "id"))) {
                cJSON_AddItemReferenceToArray(used, (cJSON *)assignment);
                break;
            }
    return used;
}

static void print_header(FILE *stream, const cJSON *assignments, size_t names)
{
    const cJSON *assignment;
    print_padded(stream, "student", names, false);
    cJSON_ArrayForEach (assignment, assignments) {
        const char *id = result_text(assignment, "id");
        fputs("  ", stream);
        print_padded(stream, id, longest(name_width(id), strlen("no build")), true);
    }
    fputs("  total  worst finding\n", stream);
}

static const char *shade(struct report_style style, const cJSON *submission)
{
    if (!style.color)
        return "";
    if (result_has_status(submission, STATUS_ERROR))
        return "\033[35m";
    double percent = result_percent(submission);
    return percent >= 100 ? "\033[32m" : percent > 0 ? "\033[33m" : "\033[31m";
}

static void print_row(FILE *stream, struct report_style style, const cJSON *assignments,
                      const cJSON *submission, size_t names)
{
    const cJSON *assignment;
    size_t used = names + strlen("  total  ");
    print_padded(stream, result_text(submission, "id"), names, false);
    cJSON_ArrayForEach (assignment, assignments) {
        const char *id = result_text(assignment, "id");
        size_t width = longest(name_width(id), strlen("no build"));
        cleanup_free char *cell =
            cell_text(result_find(result_member(submission, "assignments"), id));
        fputs("  ", stream);
        print_padded(stream, cell, width, true);
        used += width + 2;
    }
    fprintf(stream, "  %s%4.0f%%%s", shade(style, submission), result_percent(submission),
            style.color ? "\033[0m" : "");
    cleanup_free char *worst = worst_finding(submission);
    size_t left = style.width > used + NARROWEST_FINDING ? style.width - used : NARROWEST_FINDING;
    fputs(*worst ? "  " : "", stream);
    print_cut(stream, worst, style.width ? left : 0);
    fputc('\n', stream);
}

void report_table(FILE *stream, struct report_style style, const cJSON *whole)
{
    const cJSON *submissions = result_member(whole, "submissions"), *submission;
    const cJSON *summary = result_member(whole, "summary");
    size_t names = widest_id(submissions, strlen("student"));
    cJSON *assignments = used_assignments(whole);
    print_header(stream, assignments, names);
    cJSON_ArrayForEach (submission, submissions)
        print_row(stream, style, assignments, submission, names);
    cJSON_Delete(assignments);
    fprintf(stream, "\n%g graded, mean %g%%", result_number(summary, "graded"),
            result_number(summary, "mean"));
    if (result_number(summary, "errors") > 0)
        fprintf(stream, "; %g not graded, by a fault of the grader",
                result_number(summary, "errors"));
    fputc('\n', stream);
}
