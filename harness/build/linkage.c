/* SPDX-License-Identifier: MIT */
/* Theory: the linkers of GNU, bfd and gold, speak of objects, sections and symbols; a student knows
 * files, lines and names. Only lines that name a symbol are translated; the rest repeats them. The
 * agent wraps some functions of the C library and main (link-options), so the prefixes of wrapping
 * are taken off. */
#define _GNU_SOURCE
#include "build/linkage.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <stdlib.h>
#include <string.h>

/* How a source or object of the student appears: compiled as ./name in /task. */
static const char *const source_folders[] = {"/task/./", "./"};

static const struct {
    const char *words;          /* what stands before the symbol and its quotation mark */
    const char *before, *after; /* what we put around it */
} complaints[] = {
    {"undefined reference to ", "there is no definition of ", ""},
    {"multiple definition of ", "", " is defined more than once"},
};

static const char *unwrapped(const char *symbol)
{
    static const char *const prefixes[] = {"__real_", "__wrap_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(symbol, prefixes[i], strlen(prefixes[i])) == 0)
            return symbol + strlen(prefixes[i]);
    return symbol;
}

/* The place that a line names, "[ld: ][object:]/task/./file:line: …" (bfd) or "./file:line: …"
 * (gold); only the student's files count. An object stands for its source. Cuts the line; "" with
 * line 0 where there is none. */
static const char *place(char *line, unsigned *number)
{
    char *file = NULL;
    for (size_t i = 0; !file && i < sizeof source_folders / sizeof *source_folders; i++) {
        file = strstr(line, source_folders[i]);
        file = file ? file + strlen(source_folders[i]) : NULL;
    }
    char *colon = file ? strchr(file, ':') : NULL;
    *number = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 0;
    if (!colon)
        return "";
    *colon = '\0';
    if (strcmp(colon - 2, ".o") == 0)
        colon[-1] = 'c';
    return file;
}

static void read_complaint(struct diagnostics *list, char *line)
{
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        char *words = strstr(line, complaints[i].words);
        if (!words)
            continue;
        char *symbol = words + strlen(complaints[i].words) + 1; /* bfd quotes `so', gold 'so' */
        symbol[strcspn(symbol, "'")] = '\0';
        cleanup_free char *message =
            format_string("%s%s%s", complaints[i].before, unwrapped(symbol), complaints[i].after);
        *words = '\0';
        unsigned number;
        const char *file = place(line, &number);
        diagnostics_add(list, file, number, 0, "error", message);
        return;
    }
}

void linkage_read(struct diagnostics *list, const char *output, size_t size)
{
    const char *at = output, *end = output + size;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);
        cleanup_free char *line = strndup(at, length);
        if (line)
            read_complaint(list, line);
        at += length + (newline ? 1 : 0);
    }
}

bool linkage_lacks_library(const char *output, size_t size)
{
    return memmem(output, size, "cannot find -l", strlen("cannot find -l")) != NULL;
}
