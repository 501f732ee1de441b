/* SPDX-License-Identifier: MIT */
/* JUnit XML, as CI servers read it. */
#include "format.h"
#include "markup.h"
#include "result.h"

#include <stdbool.h>
#include <string.h>

struct writer {
    struct text *text;
    const cJSON *suite; /* the assignment whose suite is open; NULL: none */
};

static void add_attribute(struct text *text, const char *name, const char *value)
{
    text_add_format(text, " %s=\"", name);
    markup_add(text, value);
    text_add_string(text, "\"");
}

static void close_suite(struct writer *writer)
{
    if (writer->suite)
        text_add_string(writer->text, "  </testsuite>\n");
    writer->suite = NULL;
}

static void open_suite(struct writer *writer, const struct format_place *place)
{
    struct text name = {0};
    close_suite(writer);
    text_add_format(&name, "%s/%s", result_text(place->submission, "id"),
                    result_text(place->assignment, "id"));
    text_add_string(writer->text, "  <testsuite");
    add_attribute(writer->text, "name", name.data);
    text_add_string(writer->text, ">\n");
    text_free(&name);
    writer->suite = place->assignment;
}

/* The element that a verdict other than a pass has inside its case. */
static const char *element_of(const char *verdict)
{
    static const char *const rows[][2] = {
        {"fail", "failure"}, {"inconclusive", "error"}, {"error", "error"}, {"skipped", "skipped"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i][0], verdict) == 0)
            return rows[i][1];
    return NULL;
}

static void add_case(const struct format_place *place, void *context)
{
    struct writer *writer = context;
    if (writer->suite != place->assignment)
        open_suite(writer, place);
    const char *verdict = result_text(place->check, "verdict");
    const char *element = element_of(verdict);
    text_add_string(writer->text, "    <testcase");
    add_attribute(writer->text, "classname", result_text(place->assignment, "id"));
    add_attribute(writer->text, "name", result_text(place->check, "id"));
    if (!element) {
        text_add_string(writer->text, "/>\n");
        return;
    }
    text_add_format(writer->text, "><%s", element);
    if (strcmp(element, "skipped") != 0)
        add_attribute(writer->text, "type", verdict);
    add_attribute(writer->text, "message", result_text(place->check, "message"));
    text_add_string(writer->text, "/></testcase>\n");
}

void format_junit(const cJSON *whole, struct text *text)
{
    struct writer writer = {.text = text};
    text_add_string(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites name=\"mpgrade\">\n");
    format_each_check(whole, add_case, &writer);
    close_suite(&writer);
    text_add_string(text, "</testsuites>\n");
}
