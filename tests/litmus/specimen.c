/* SPDX-License-Identifier: MIT */
/* Reads a litmus program's head, and words the outcome of a run as the head does. */
#include "specimen.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_BUDGET = 150, LINE_LIMIT = 512 };

bool outcomes_have(const struct outcomes *outcomes, const char *outcome)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (strcmp(outcomes->items[i], outcome) == 0)
            return true;
    return false;
}

void outcomes_add(struct outcomes *outcomes, const char *outcome)
{
    if (outcomes_have(outcomes, outcome))
        return;
    array_reserve(outcomes->items, outcomes->count, outcomes->capacity);
    outcomes->items[outcomes->count++] = copy_string(outcome);
}

void outcomes_clear(struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        free(outcomes->items[i]);
    free(outcomes->items);
    *outcomes = (struct outcomes){0};
}

static int read_finding(struct specimen *specimen, const char *value, struct error *err)
{
    (void)err;
    outcomes_add(&specimen->findings, value);
    return 0;
}

static int read_outcome(struct specimen *specimen, const char *value, struct error *err)
{
    (void)err;
    outcomes_add(&specimen->expected, value);
    return 0;
}

static int read_faults(struct specimen *specimen, const char *value, struct error *err)
{
    cleanup_free char *names = copy_string(value);
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " ")) {
        int fault = fault_from_name(name);
        if (fault < 0)
            return error_set(err, ERROR_USAGE, "there is no fault %s", name);
        specimen->faults |= (unsigned)fault;
    }
    return 0;
}

static int read_budget(struct specimen *specimen, const char *value, struct error *err)
{
    specimen->budget = strtoull(value, NULL, 10);
    return specimen->budget ? 0 : error_set(err, ERROR_USAGE, "no budget: %s", value);
}

static int read_input(struct specimen *specimen, const char *value, struct error *err)
{
    (void)err;
    for (; *value; value++) {
        bool newline = value[0] == '\\' && value[1] == 'n';
        text_add(&specimen->input, newline ? "\n" : value, 1);
        value += newline;
    }
    return 0;
}

static int read_tools(struct specimen *specimen, const char *value, struct error *err)
{
    specimen->tools = strcmp(value, "yes") == 0;
    return specimen->tools ? 0 : error_set(err, ERROR_USAGE, "neither yes nor absent: %s", value);
}

static int read_depth(struct specimen *specimen, const char *value, struct error *err)
{
    (void)err;
    free(specimen->depth);
    specimen->depth = copy_string(value);
    return 0;
}

static int read_each(struct specimen *specimen, const char *value, struct error *err)
{
    char *end;
    for (; *value && specimen->each_count < SPECIMEN_VALUES; value = end) {
        specimen->each[specimen->each_count] = strtol(value, &end, 10);
        if (end == value)
            return error_set(err, ERROR_USAGE, "no number: %s", value);
        specimen->each_count++;
    }
    return 0;
}

static int read_report(struct specimen *specimen, const char *value, struct error *err)
{
    specimen->detailed = strcmp(value, "detail") == 0;
    return specimen->detailed ? 0 : error_set(err, ERROR_USAGE, "no such report: %s", value);
}

static int read_search(struct specimen *specimen, const char *value, struct error *err)
{
    specimen->complete = strcmp(value, "complete") == 0;
    return specimen->complete ? 0 : error_set(err, ERROR_USAGE, "no such search: %s", value);
}

static const struct heading {
    const char *start;
    int (*read)(struct specimen *specimen, const char *value, struct error *err);
} headings[] = {
    {" * outcome: ", read_outcome}, {" * finding: ", read_finding}, {" * faults: ", read_faults},
    {" * budget: ", read_budget},   {" * input: ", read_input},     {" * report: ", read_report},
    {" * tools: ", read_tools},     {" * depth: ", read_depth},     {" * each: ", read_each},
    {" * search: ", read_search},
};

static MUST_CHECK int read_line(struct specimen *specimen, char *line, struct error *err)
{
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (strncmp(line, headings[i].start, strlen(headings[i].start)) == 0)
            return headings[i].read(specimen, line + strlen(headings[i].start), err);
    return 0;
}

int specimen_read(const char *path, struct specimen *specimen, struct error *err)
{
    char line[LINE_LIMIT];
    specimen->budget = DEFAULT_BUDGET;
    cleanup_file FILE *file = fopen(path, "r");
    if (!file)
        return error_errno(err, "%s", path);
    while (fgets(line, sizeof line, file)) {
        text_add_string(&specimen->source, line);
        if (read_line(specimen, line, err) < 0)
            return error_wrap(err, "%s", path);
    }
    return 0;
}

void specimen_clear(struct specimen *specimen)
{
    text_free(&specimen->source);
    text_free(&specimen->input);
    free(specimen->depth);
    outcomes_clear(&specimen->expected);
    outcomes_clear(&specimen->findings);
}

static void add_printed(struct text *text, const struct run *run)
{
    bool inside = false; /* of a line */
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (run->objects[step->object].class != OBJECT_OUTPUT)
            continue;
        for (size_t k = 0; k < step->size; k++) {
            const char *byte = run->bytes + step->data + k;
            if (*byte != '\n' && !inside && text->length)
                text_add_string(text, " | ");
            inside = *byte != '\n';
            if (inside)
                text_add(text, byte, 1);
        }
    }
}

char *specimen_outcome(const struct specimen *specimen, const struct run *run)
{
    struct text text = {0};
    add_printed(&text, run);
    if (run->end != RUN_COMPLETED) {
        bool detail = specimen->detailed && run->detail;
        text_add_format(&text, "%s%s%s%s", text.length ? " | " : "", run_end_name(run->end),
                        detail ? ": " : "", detail ? run->detail : "");
    }
    if (!text.length)
        text_add_string(&text, "(nothing)");
    return text_steal(&text);
}
