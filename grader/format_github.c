/* SPDX-License-Identifier: MIT */
/* Workflow commands of GitHub Actions: a line for each remark, which shows as an annotation. A
 * value can't end its command: what would is written as %XX, as the runner reads it. */
#include "format.h"
#include "result.h"

#include <string.h>

static void add_value(struct text *text, const char *value, const char *special)
{
    for (; *value; value++)
        if (strchr(special, *value))
            text_add_format(text, "%%%02X", (unsigned char)*value);
        else
            text_add(text, value, 1);
}

static void add_property(struct text *text, const char *name, const char *value)
{
    text_add_string(text, name);
    add_value(text, value, "%\r\n:,");
}

static void add_line(const struct format_remark *remark, void *context)
{
    struct text *text = context;
    bool note = strcmp(remark->level, "note") == 0;
    text_add_format(text, "::%s ", note ? "notice" : remark->level);
    if (remark->file) {
        add_property(text, "file=", remark->file);
        text_add_format(text, ",line=%u,", remark->line);
    }
    add_property(text, "title=", result_text(remark->submission, "id"));
    add_property(text, " ", result_text(remark->assignment, "id"));
    add_property(text, " ", remark->rule);
    text_add_string(text, "::");
    add_value(text, remark->message, "%\r\n");
    text_add_string(text, "\n");
}

void format_github(const cJSON *whole, struct text *text)
{
    format_each_remark(whole, add_line, text);
}
