/* SPDX-License-Identifier: MIT */
/* The class as one page that needs nothing else: a table of scores, and below it each submission
 * with its checks. Every text is escaped; the page has no script, and says so to the browser. */
#include "format.h"
#include "markup.h"
#include "result.h"

#include <string.h>

static const char HEAD[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em}\n"
    "table{border-collapse:collapse}\n"
    "th,td{padding:.25em .8em;text-align:left;vertical-align:top;border-bottom:1px solid #8884}\n"
    "td.n{text-align:right}\n"
    "td.fail,td.error{color:#c62828}\ntd.inconclusive{color:#b26a00}\n"
    "td.pass{color:#2e7d32}\n:target{background:#ffc10733}\n"
    "</style>\n<title>Results</title></head><body>\n<h1>Results</h1>\n";

static void add_element(struct text *page, const char *name, const char *value)
{
    text_add_format(page, "<%s>", name);
    markup_add(page, value);
    text_add_format(page, "</%s>\n", name);
}

static void add_scores(struct text *page, const cJSON *whole)
{
    const cJSON *submission;
    int index = 0;
    text_add_string(page, "<table><tr><th>submission<th>score<th>of\n");
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        text_add_format(page, "<tr><td><a href=\"#s%d\">", index++);
        markup_add(page, result_text(submission, "id"));
        text_add_format(page, "</a><td class=n>%.15g<td class=n>%.15g\n",
                        result_number(submission, "score"), result_number(submission, "max_score"));
    }
    text_add_string(page, "</table>\n");
}

/* The verdict is one of a few words, and a class of the page. */
static void add_check(struct text *page, const cJSON *check)
{
    const char *verdict = result_text(check, "verdict");
    const cJSON *evidence = cJSON_GetObjectItemCaseSensitive(check, "evidence");
    const cJSON *failure = cJSON_GetObjectItemCaseSensitive(check, "failure");
    const cJSON *place = cJSON_GetObjectItemCaseSensitive(failure, "location");
    bool passed = strcmp(verdict, "pass") == 0;
    text_add_string(page, "<tr><td class=\"");
    markup_add(page, verdict);
    text_add_string(page, "\">");
    markup_add(page, verdict);
    text_add_format(page, "<td class=n>%.15g of %.15g<td>", result_number(check, "earned"),
                    result_number(check, "points"));
    markup_add(page, result_text(check, "title"));
    text_add_string(page, "<td>");
    markup_add(page, passed ? result_text(evidence, "statement") : result_text(check, "message"));
    if (*result_text(place, "file")) {
        text_add_string(page, " (");
        markup_add(page, result_text(place, "file"));
        text_add_format(page, ":%.0f)", result_number(place, "line"));
    }
    text_add_string(page, "\n");
}

static void add_assignment(struct text *page, const cJSON *assignment)
{
    const cJSON *build = cJSON_GetObjectItemCaseSensitive(assignment, "build"), *one;
    add_element(page, "h3", result_text(assignment, "id"));
    if (*result_text(assignment, "message"))
        add_element(page, "p", result_text(assignment, "message"));
    cJSON_ArrayForEach (one, cJSON_GetObjectItemCaseSensitive(build, "diagnostics"))
        add_element(page, "p", result_text(one, "message"));
    text_add_string(page, "<table>\n");
    cJSON_ArrayForEach (one, cJSON_GetObjectItemCaseSensitive(assignment, "checks"))
        add_check(page, one);
    text_add_string(page, "</table>\n");
    cJSON_ArrayForEach (one, cJSON_GetObjectItemCaseSensitive(assignment, "findings")) {
        text_add_string(page, "<p>");
        markup_add(page, result_text(one, "kind"));
        text_add_string(page, ": ");
        markup_add(page, result_text(one, "message"));
        text_add_string(page, "</p>\n");
    }
}

void format_html(const cJSON *whole, struct text *text)
{
    const cJSON *submission, *assignment;
    int index = 0;
    text_add_string(text, HEAD);
    add_scores(text, whole);
    cJSON_ArrayForEach (submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions")) {
        text_add_format(text, "<h2 id=\"s%d\">", index++);
        markup_add(text, result_text(submission, "id"));
        text_add_string(text, "</h2>\n");
        if (*result_text(submission, "message"))
            add_element(text, "p", result_text(submission, "message"));
        cJSON_ArrayForEach (assignment, cJSON_GetObjectItemCaseSensitive(submission, "assignments"))
            add_assignment(text, assignment);
    }
    text_add_string(text, "</body></html>\n");
}
