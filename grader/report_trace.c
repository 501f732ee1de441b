/* SPDX-License-Identifier: MIT */
/* The interleaving as a table: time runs down, each process has a column. A step is what it did,
 * under the line of the student's source that made it do so. So many that no page holds their
 * columns share one, and each step says whose it is. */
#include "report.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "name.h"
#include "trace.h"

#include <string.h>

enum {
    NARROWEST_COLUMN = 26,
    WIDEST_COLUMN = 44,
    USUAL_COLUMN = 38, /* where there is no terminal */
    MARGIN = 14,       /* step number and time */
    MOST_COLUMNS = 8,
    TOGETHER_WIDTH = 100,
    MOST_STEPS = 400,
    MOST_ROWS = 3, /* of one cell */
};

const char *report_source_line(const struct handin *handin, const struct location *where,
                               size_t *length)
{
    const struct source_file *file = where->file ? handin_file(handin, where->file) : NULL;
    const char *at = file ? file->data : "", *end = at + (file ? file->size : 0);
    for (uint32_t line = 1; at < end && line < where->line; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *length = (size_t)((newline ? newline : end) - at);
    return at;
}

/* Bytes of text that fit into `width` columns; with `words`, up to behind a blank, if there is one.
 */
static size_t row_length(const char *text, size_t width, bool words)
{
    size_t length = strlen(text);
    cleanup_free char *row = copy_string(text);
    while (length > 1 && name_width(row) > width) {
        while (length > 1 && ((unsigned char)row[--length] & 0xc0) == 0x80)
            continue;
        row[length] = '\0';
    }
    const char *blank = words && text[length] ? strrchr(row, ' ') : NULL;
    return blank && blank > row ? (size_t)(blank - row) + 1 : length;
}

/* `text` in the column of a task, on up to `most` rows. */
static void print_cell(FILE *stream, const char *margin, size_t column, size_t width,
                       const char *text, int most, const char *color)
{
    int indent = (int)(column * (width + 1));
    for (int row = 1; *text || row == 1; row++) {
        bool last = row == most && name_width(text) > width;
        size_t length = row_length(text, last ? width - 1 : width, !last), shown = length;
        while (shown > 0 && text[shown - 1] == ' ')
            shown--;
        fprintf(stream, "%-*s%*s%s%.*s%s%s\n", MARGIN, row == 1 ? margin : "", indent, "", color,
                (int)shown, text, last ? "…" : "", *color ? "\033[0m" : "");
        text += last ? strlen(text) : length;
    }
}

static size_t column_of(const struct trace_table *table, const struct trace_step *step)
{
    return table->together || step->task >= table->run->task_count ? 0 : step->task;
}

static void name_task(const struct trace_table *table, const struct trace_step *step,
                      struct text *text)
{
    if (table->together && step->task < table->run->task_count)
        text_add_format(text, "%-9s ", table->run->tasks[step->task].path);
}

static void print_source(const struct trace_table *table, const struct trace_step *step)
{
    size_t length;
    const char *line = report_source_line(table->handin, &step->where, &length);
    if (!length)
        return;
    cleanup_with(text_free) struct text shown = {0};
    name_task(table, step, &shown);
    text_add_format(&shown, "%u: ", step->where.line);
    text_add_printable(&shown, line, length, false);
    print_cell(table->stream, "", column_of(table, step), table->width, shown.data, 1, "");
}

/* "read tickets.txt: "{…}"", "lock 1: had to wait": an object that begins with the name of the
 * operation says it already, and a result of 0 says nothing. */
void report_describe(const struct trace_step *step, struct text *text)
{
    size_t length = strlen(step->operation);
    bool said = strncmp(step->object, step->operation, length) == 0 && step->object[length] == ' ';
    if (!said)
        text_add_format(text, "%s%s", step->operation, *step->object ? " " : "");
    text_add_string(text, step->object);
    const char *result = step->result;
    if (strncmp(result, "0, ", 3) == 0)
        result += 3;
    if (strcmp(result, "0") != 0)
        text_add_format(text, ": %s", result);
}

static void print_step(const struct trace_table *table, const struct trace_step *step)
{
    char margin[MARGIN * 2];
    cleanup_with(text_free) struct text shown = {0};
    snprintf(margin, sizeof margin, "%c%4zu %7.3f", step->critical ? '>' : ' ', step->number,
             step->time);
    name_task(table, step, &shown);
    report_describe(step, &shown);
    const char *color = !table->style.color ? "" : step->critical ? "\033[1;31m" : "\033[36m";
    print_cell(table->stream, margin, column_of(table, step), table->width, shown.data, MOST_ROWS,
               color);
}

static size_t column_width(struct report_style style, size_t columns)
{
    if (!style.width)
        return USUAL_COLUMN;
    size_t width = style.width > MARGIN ? (style.width - MARGIN) / (columns ? columns : 1) : 0;
    if (width > WIDEST_COLUMN)
        return WIDEST_COLUMN;
    return width < NARROWEST_COLUMN + 1 ? NARROWEST_COLUMN : width - 1;
}

static void print_header(const struct trace_table *table)
{
    int width = (int)table->width;
    fprintf(table->stream, "%-*s", MARGIN, " step    time");
    for (size_t i = 0; i < table->run->task_count && !table->together; i++)
        fprintf(table->stream, "%-*.*s ", width, width, table->run->tasks[i].path);
    fputs(table->together ? "whose, and what\n" : "\n", table->stream);
}

static bool same_place(const struct trace_step *a, const struct trace_step *b)
{
    return a->task == b->task && a->where.file == b->where.file && a->where.line == b->where.line;
}

void trace_table_open(struct trace_table *table, FILE *stream, struct report_style style,
                      const struct run *run, const size_t *critical, size_t critical_count,
                      const struct handin *handin)
{
    *table = (struct trace_table){.stream = stream,
                                  .style = style,
                                  .run = run,
                                  .handin = handin,
                                  .together = run->task_count > MOST_COLUMNS};
    table->width = table->together ? TOGETHER_WIDTH : column_width(style, run->task_count);
    trace_build(run, critical, critical_count, MOST_STEPS, &table->trace);
    print_header(table);
}

void trace_table_step(struct trace_table *table, size_t index, bool with_source)
{
    const struct trace_step *step = &table->trace.steps[index], *before = index ? step - 1 : NULL;
    if (before && step->number != before->number + 1)
        fprintf(table->stream, "      … %zu steps left out\n", step->number - before->number - 1);
    if (with_source || !before || !same_place(before, step))
        print_source(table, step);
    print_step(table, step);
}

void trace_table_close(struct trace_table *table)
{
    trace_clear(&table->trace);
}

void report_trace(FILE *stream, struct report_style style, const struct run *run,
                  const size_t *critical, size_t critical_count, const struct handin *handin)
{
    struct trace_table table;
    trace_table_open(&table, stream, style, run, critical, critical_count, handin);
    for (size_t i = 0; i < table.trace.count; i++)
        trace_table_step(&table, i, false);
    trace_table_close(&table);
}
