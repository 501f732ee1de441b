/* SPDX-License-Identifier: MIT */
/* The Test Anything Protocol, version 14: a line a check, and why it failed as YAML below. */
#include "base/allocate.h"
#include "base/scope.h"
#include "format.h"
#include "result.h"

#include <string.h>

struct writer {
    struct text *text; /* NULL: only count */
    unsigned count;
};

/* A description: '#' would begin a directive, '\' is the escape. */
static void add_description(struct text *text, const char *value)
{
    for (; *value; value++) {
        if (*value == '#' || *value == '\\')
            text_add_string(text, "\\");
        text_add(text, value, 1);
    }
}

/* A YAML string in double quotes: of printable text only the quote and the backslash are special.
 */
static void add_quoted(struct text *text, const char *value)
{
    text_add_string(text, "\"");
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            text_add_string(text, "\\");
        text_add(text, value, 1);
    }
    text_add_string(text, "\"");
}

static void add_line(const struct format_place *place, void *context)
{
    struct writer *writer = context;
    writer->count++;
    if (!writer->text)
        return;
    const char *verdict = result_text(place->check, "verdict");
    bool passed = strcmp(verdict, "pass") == 0, skipped = strcmp(verdict, "skipped") == 0;
    cleanup_free char *name =
        format_string("%s %s %s", result_text(place->submission, "id"),
                      result_text(place->assignment, "id"), result_text(place->check, "id"));
    text_add_format(writer->text, "%s %u - ", passed || skipped ? "ok" : "not ok", writer->count);
    add_description(writer->text, name);
    if (skipped) {
        text_add_string(writer->text, " # SKIP ");
        add_description(writer->text, result_text(place->check, "message"));
    }
    text_add_string(writer->text, "\n");
    if (passed || skipped)
        return;
    text_add_format(writer->text, "  ---\n  verdict: %s\n  message: ", verdict);
    add_quoted(writer->text, result_text(place->check, "message"));
    text_add_string(writer->text, "\n  ...\n");
}

void format_tap(const cJSON *whole, struct text *text)
{
    struct writer counter = {0}, writer = {.text = text};
    format_each_check(whole, add_line, &counter);
    text_add_format(text, "TAP version 14\n1..%u\n", counter.count);
    format_each_check(whole, add_line, &writer);
}
