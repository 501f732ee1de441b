/* SPDX-License-Identifier: MIT */
/* Theory: gcc prints one JSON array per translation unit, at its end, and plain lines where the
 * driver, the assembler or a crash speaks; clang 14 prints lines only. All of it is hostile: a
 * student chooses the text of #error, the names of files (#line) and, by flooding, where output is
 * cut. So the array is read element by element, a cut one costs only the last element, and every
 * text is made printable and clipped. */
#define _GNU_SOURCE
#include "build/diagnostics.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 64 << 10, FILE_MAX = 200, MESSAGE_MAX = 1000 };

/* Folders that mean nothing to a student: the build folder, and where the runtime's headers lie. */
static const char *const hidden_folders[] = {"/task/", "/runtime/include/", "./"};

void diagnostics_clear(struct diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->rows[i].file);
        free(list->rows[i].severity);
        free(list->rows[i].message);
    }
    free(list->rows);
    *list = (struct diagnostics){0};
}

static const char *without_folder(const char *file)
{
    for (size_t i = 0; i < sizeof hidden_folders / sizeof *hidden_folders; i++)
        while (strncmp(file, hidden_folders[i], strlen(hidden_folders[i])) == 0)
            file += strlen(hidden_folders[i]);
    return strcmp(file, "{standard input}") == 0 ? "assembly" : file; /* as the assembler has it */
}

static char *printable(const char *string, size_t limit)
{
    struct text text = {0};
    while (strncmp(string, "././", 4) == 0) /* a file that included itself 200 times */
        string += 2;
    size_t length = strnlen(string, limit + 1);
    text_add_printable(&text, string, length > limit ? limit : length, false);
    if (length > limit)
        text_add_string(&text, "…");
    return text_steal(&text);
}

void diagnostics_add(struct diagnostics *list, const char *file, unsigned line, unsigned column,
                     const char *severity, const char *message)
{
    struct diagnostic row = {
        .file = printable(without_folder(file), FILE_MAX),
        .line = line,
        .column = column,
        .severity = copy_string(severity),
        .message = printable(message, MESSAGE_MAX),
    };
    size_t bytes = strlen(row.file) + strlen(row.message);
    if (list->truncated || list->bytes + bytes > BYTES_MAX) {
        list->truncated = true;
        free(row.file);
        free(row.severity);
        free(row.message);
        return;
    }
    list->bytes += bytes;
    array_reserve(list->rows, list->count, list->capacity);
    list->rows[list->count++] = row;
}

const struct diagnostic *diagnostics_first_error(const struct diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->rows[i].severity, "error") == 0)
            return &list->rows[i];
    return NULL;
}

/* Our name of a compiler's word; NULL for notes and the like. */
static const char *severity_of(const char *word)
{
    static const struct {
        const char *word, *severity;
    } names[] = {
        {"error", "error"},     {"fatal error", "error"}, {"sorry, unimplemented", "error"},
        {"warning", "warning"}, {"Error", "error"}, /* the assembler's */
        {"Warning", "warning"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].word, word) == 0)
            return names[i].severity;
    return NULL;
}

static const char *string_member(const cJSON *object, const char *name)
{
    const char *string = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return string ? string : "";
}

static unsigned number_member(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(number) && number->valueint > 0 ? (unsigned)number->valueint : 0;
}

static void add_element(struct diagnostics *list, const cJSON *element)
{
    const char *severity = severity_of(string_member(element, "kind"));
    const cJSON *location =
        cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(element, "locations"), 0);
    const cJSON *caret = cJSON_GetObjectItemCaseSensitive(location, "caret");
    if (severity)
        diagnostics_add(list, string_member(caret, "file"), number_member(caret, "line"),
                        number_member(caret, "column"), severity,
                        string_member(element, "message"));
    const cJSON *child;
    cJSON_ArrayForEach (child, cJSON_GetObjectItemCaseSensitive(element, "children"))
        add_element(list, child); /* an error may hang below a warning */
}

/* `at` is behind the array's bracket; returns where reading goes on. */
static const char *read_array(struct diagnostics *list, const char *at, const char *end)
{
    while (at < end && *at != ']') {
        if (*at != '{') {
            at++;
            continue;
        }
        const char *next = end;
        cJSON *element = cJSON_ParseWithLengthOpts(at, (size_t)(end - at), &next, false);
        if (!element) {
            list->truncated = true;
            return end;
        }
        add_element(list, element);
        cJSON_Delete(element);
        at = next;
    }
    return at < end ? at + 1 : end;
}

/* Splits "line:column: severity: message" (clang) or "line: severity: message" (assembler) behind
 * the file's name; NULL where `at` isn't that. Cuts the text. */
static const char *split_line(char *at, unsigned *line, unsigned *column, const char **severity)
{
    char *rest;
    *line = (unsigned)strtoul(at, &rest, 10);
    *column = 0;
    if (rest == at || *rest != ':')
        return NULL;
    if (rest[1] != ' ')
        *column = (unsigned)strtoul(rest + 1, &rest, 10);
    char *message = strncmp(rest, ": ", 2) == 0 ? strstr(rest + 2, ": ") : NULL;
    if (!message)
        return NULL;
    *message = '\0';
    *severity = severity_of(rest + 2);
    *message = ':';
    return *severity ? message + 2 : NULL;
}

/* False for a line that is no diagnostic. */
static bool read_line(struct diagnostics *list, char *text)
{
    for (char *colon = strchr(text, ':'); colon; colon = strchr(colon + 1, ':')) {
        unsigned line, column;
        const char *severity;
        const char *message = split_line(colon + 1, &line, &column, &severity);
        if (!message)
            continue;
        *colon = '\0';
        diagnostics_add(list, text, line, column, severity, message);
        return true;
    }
    return false;
}

void diagnostics_read(struct diagnostics *list, const char *output, size_t size, struct text *rest)
{
    const char *at = output, *end = output + size;
    while (at < end) {
        if (*at == '[') {
            at = read_array(list, at + 1, end);
            continue;
        }
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);
        cleanup_free char *line = strndup(at, length);
        if (line && *line && !read_line(list, line))
            text_add_format(rest, "%s\n", line);
        at += length + (newline ? 1 : 0);
    }
}
