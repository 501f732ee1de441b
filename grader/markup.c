/* SPDX-License-Identifier: MIT */
#include "markup.h"

#include <stdbool.h>
#include <string.h>

static const char *escape_of(char character)
{
    static const struct {
        char character;
        const char *escape;
    } rows[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].character == character)
            return rows[i].escape;
    return NULL;
}

void markup_add(struct text *text, const char *value)
{
    for (; *value; value++) {
        const char *escape = escape_of(*value);
        bool forbidden =
            strncmp(value, "\xef\xbf\xbe", 3) == 0 || strncmp(value, "\xef\xbf\xbf", 3) == 0;
        if (forbidden) {
            text_add_string(text, "\xef\xbf\xbd");
            value += 2;
        } else if (escape) {
            text_add_string(text, escape);
        } else {
            text_add(text, value, 1);
        }
    }
}
