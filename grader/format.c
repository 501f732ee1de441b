/* SPDX-License-Identifier: MIT */
#include "format.h"

#include "base/scope.h"
#include "record.h"

#include <string.h>

#define ROW(name, file, purpose) {#name, file, purpose, format_##name},
static const struct format formats[] = {FORMATS(ROW){0}};
#undef ROW

const struct format *format_table(void)
{
    return formats;
}

const struct format *format_find(const char *name, size_t length)
{
    for (const struct format *format = formats; format->name; format++)
        if (strlen(format->name) == length && strncmp(format->name, name, length) == 0)
            return format;
    return NULL;
}

void format_json(const cJSON *whole, struct text *text)
{
    cleanup_free char *json = json_text(whole);
    text_add_string(text, json);
}

void format_each_check(const cJSON *whole,
                       void (*visit)(const struct format_place *place, void *context),
                       void *context)
{
    struct format_place at;
    cJSON_ArrayForEach (at.submission, cJSON_GetObjectItemCaseSensitive(whole, "submissions"))
        cJSON_ArrayForEach (at.assignment,
                            cJSON_GetObjectItemCaseSensitive(at.submission, "assignments"))
            cJSON_ArrayForEach (at.check, cJSON_GetObjectItemCaseSensitive(at.assignment, "checks"))
                visit(&at, context);
}
