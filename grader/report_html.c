/* SPDX-License-Identifier: MIT */
/* A replay as one page that needs nothing else: the interleaving as a table, a column for each
 * process, and below it the sources, their lines linked from the steps. Everything that comes from
 * a program or a person is made printable first and then escaped (markup.h); the page has no
 * script, and says so to the browser. */
#include "report.h"

#include "base/scope.h"
#include "markup.h"
#include "scene.h"
#include "trace.h"

#include <string.h>

enum { MOST_STEPS = 2000 };

static const char HEAD[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:80em;padding:0 1em}\n"
    "table{border-collapse:collapse}\n"
    "th{position:sticky;top:0;background:Canvas;text-align:left;padding:.3em .8em}\n"
    "td{padding:.15em .8em;vertical-align:top;border-left:1px solid #8884}\n"
    "td.n{border:0;text-align:right;color:GrayText}\n"
    "code,pre{font:13px/1.4 ui-monospace,monospace}\n"
    "tr.critical td{background:#f4433633}\n.what{color:#0a6ebd}\n"
    "a{color:inherit;text-decoration-style:dotted}\n:target{background:#ffc10755}\n"
    ".left{color:GrayText}\n</style>\n";

static void add_printable(struct text *page, const char *value, size_t size)
{
    cleanup_with(text_free) struct text shown = {0};
    text_add_printable(&shown, value, size, false);
    markup_add(page, shown.data ? shown.data : "");
}

static void add_string(struct text *page, const char *value)
{
    add_printable(page, value, strlen(value));
}

static void add_element(struct text *page, const char *name, const char *value)
{
    text_add_format(page, "<%s>", name);
    add_string(page, value);
    text_add_format(page, "</%s>\n", name);
}

static size_t index_of_file(const struct handin *files, const char *name)
{
    size_t i = 0;
    while (i < files->count && strcmp(files->files[i].path, name) != 0)
        i++;
    return i;
}

static void add_place(struct text *page, const struct handin *files, const struct location *where)
{
    size_t length;
    const char *line = report_source_line(files, where, &length);
    if (!length)
        return;
    text_add_format(page, "<code><a href=\"#f%zu-%u\">%u</a>: ", index_of_file(files, where->file),
                    where->line, where->line);
    add_printable(page, line, length);
    text_add_string(page, "</code><br>");
}

static void add_step(struct text *page, const struct run *run, const struct handin *files,
                     const struct trace_step *step)
{
    cleanup_with(text_free) struct text what = {0};
    report_describe(step, &what);
    text_add_format(page, "<tr%s><td class=n>%zu<td class=n>%.3f",
                    step->critical ? " class=critical" : "", step->number, step->time);
    for (size_t i = 0; i < run->task_count; i++) {
        text_add_string(page, "<td>");
        if (i != step->task)
            continue;
        add_place(page, files, &step->where);
        text_add_string(page, "<span class=what>");
        add_string(page, what.data);
        text_add_string(page, "</span>");
    }
    text_add_string(page, "\n");
}

static void add_interleaving(struct text *page, const struct scene *scene)
{
    struct trace trace;
    const size_t *critical;
    size_t count = scene_critical(scene, &critical), last = 0;
    trace_build(&scene->run, critical, count, MOST_STEPS, &trace);
    text_add_string(page, "<table><tr><th>step<th>time");
    for (size_t i = 0; i < scene->run.task_count; i++) {
        text_add_string(page, "<th>");
        add_string(page, scene->run.tasks[i].path);
    }
    text_add_string(page, "\n");
    for (size_t i = 0; i < trace.count; i++) {
        if (trace.steps[i].number != last + 1)
            text_add_format(page, "<tr class=left><td class=n>…<td colspan=9>%zu steps left out\n",
                            trace.steps[i].number - last - 1);
        add_step(page, &scene->run, scene->files, &trace.steps[i]);
        last = trace.steps[i].number;
    }
    text_add_string(page, "</table>\n");
    trace_clear(&trace);
}

/* What a student didn't write (an assignment's driver) isn't shown. */
static void add_sources(struct text *page, const struct handin *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct source_file *file = &files->files[i];
        if (file->trusted)
            continue;
        add_element(page, "h2", file->path);
        text_add_string(page, "<pre>");
        const char *at = file->data, *end = file->data + file->size;
        for (unsigned line = 1; at < end; line++) {
            const char *newline = memchr(at, '\n', (size_t)(end - at));
            const char *stop = newline ? newline : end;
            cleanup_with(text_free) struct text shown = {0};
            text_add_printable(&shown, at, (size_t)(stop - at), true);
            text_add_format(page, "<span id=\"f%zu-%u\">%4u  ", i, line, line);
            markup_add(page, shown.data ? shown.data : "");
            text_add_string(page, "</span>\n");
            at = newline ? newline + 1 : end;
        }
        text_add_string(page, "</pre>\n");
    }
}

void report_html(const struct scene *scene, struct text *page)
{
    cleanup_free char *message = scene_message(scene);
    cleanup_free char *difference = scene_difference(scene);
    text_add_string(page, HEAD);
    add_element(page, "title", scene->heading);
    text_add_string(page, "</head><body>\n");
    add_element(page, "h1", scene->heading);
    add_element(page, "p", difference ? difference : message);
    text_add_string(page, "<p>Time runs down; each process has a column. Marked: the steps that "
                          "decide.</p>\n");
    add_interleaving(page, scene);
    add_sources(page, scene->files);
    text_add_string(page, "</body></html>\n");
}
