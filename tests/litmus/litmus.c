/* SPDX-License-Identifier: MIT */
/* Runs one tiny program under many schedules and compares the outcomes that came up with those its
 * head names: all of them, and only them. So both a scheduler that misses an interleaving and one
 * that invents what no kernel does are caught.
 *
 * In the program's head comment, a line each:
 *   faults: skew late-signals      names of faults that are on (none by default)
 *   budget: 300                    schedules, random ones with seed 0 (200 by default)
 *   outcome: first | second        lines printed by all processes in order; "(nothing)"; or
 *                                  "deadlock", "livelock" ... when the run ended so
 *
 * Usage: litmus PROGRAM.c */
#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "experiment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct outcomes {
    char **items;
    size_t count, capacity;
};

struct litmus {
    struct outcomes expected;
    unsigned faults;
    uint64_t budget;
};

/* A check is given nothing but the run, so what it saw has to be kept here. */
static struct outcomes seen;

static bool has(const struct outcomes *outcomes, const char *outcome)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (strcmp(outcomes->items[i], outcome) == 0)
            return true;
    return false;
}

static void add(struct outcomes *outcomes, const char *outcome)
{
    if (has(outcomes, outcome))
        return;
    array_reserve(outcomes->items, outcomes->count, outcomes->capacity);
    outcomes->items[outcomes->count++] = copy_string(outcome);
}

static void collect(const struct oracle *oracle, struct verdict *verdict)
{
    struct text text = {0};
    (void)verdict;
    for (size_t i = 0; i < oracle->line_count; i++)
        text_add_format(&text, "%s%s", i ? " | " : "", oracle->lines[i].text);
    if (oracle->run->end != RUN_COMPLETED)
        text_add_format(&text, "%s%s", text.length ? " | " : "", run_end_name(oracle->run->end));
    add(&seen, text.length ? text.data : "(nothing)");
    text_free(&text);
}

static void read_faults(struct litmus *litmus, char *names)
{
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " "))
        litmus->faults |= (unsigned)fault_from_name(name);
}

static void read_line(struct litmus *litmus, char *line)
{
    char *value = strstr(line, ": ");
    line[strcspn(line, "\n")] = '\0';
    if (!value)
        return;
    value += 2;
    if (strncmp(line, " * outcome: ", 12) == 0)
        add(&litmus->expected, value);
    else if (strncmp(line, " * faults: ", 11) == 0)
        read_faults(litmus, value);
    else if (strncmp(line, " * budget: ", 11) == 0)
        litmus->budget = strtoull(value, NULL, 10);
}

/* Reads the head and the whole text of a program. */
static MUST_CHECK int read_program(const char *path, struct litmus *litmus, struct text *source,
                                   struct error *err)
{
    char line[256];
    cleanup_file FILE *file = fopen(path, "r");
    if (!file)
        return error_errno(err, "%s", path);
    while (fgets(line, sizeof line, file)) {
        text_add_string(source, line);
        read_line(litmus, line);
    }
    if (litmus->expected.count == 0)
        return error_set(err, ERROR_USAGE, "%s names no outcome", path);
    return 0;
}

static MUST_CHECK int build(const struct text *source, struct program **program, struct error *err)
{
    static const char *const flags[] = {"-pthread"};
    struct source_file file = {"litmus.c", source->data, source->length, false};
    struct build_spec spec = {.files = &file, .file_count = 1, .flags = flags, .flag_count = 1};
    cleanup_with(build_result_clear) struct build_result result = {0};
    if (build_program(&spec, &result, err) < 0)
        return -1;
    if (!result.ok)
        return error_set(err, ERROR_INTERNAL, "it doesn't compile: %s%s%s", result.reason,
                         result.diagnostic_count ? ": " : "",
                         result.diagnostic_count ? result.diagnostics[0].message : "");
    *program = program_new(&result);
    return 0;
}

static MUST_CHECK int explore(const struct program *program, const struct litmus *litmus,
                              struct error *err)
{
    static const struct oracle_check check = {"collect", collect};
    struct scenario scenario = {
        .id = "litmus", .faults = litmus->faults, .strategy = "random", .budget = litmus->budget};
    cleanup_with(experiment_report_clear) struct experiment_report report = {0};
    if (experiment_run(program, &scenario, &check, 1, 0, &report, err) < 0)
        return -1;
    if (report.checks[0].state != CHECK_PASS)
        return error_set(err, ERROR_INTERNAL, "%s", report.checks[0].message);
    printf("%s\n", report.checks[0].evidence.statement);
    return 0;
}

static int compare(const struct litmus *litmus)
{
    int differences = 0;
    for (size_t i = 0; i < litmus->expected.count; i++)
        if (!has(&seen, litmus->expected.items[i]))
            differences += printf("exists, but never came up: %s\n", litmus->expected.items[i]) > 0;
    for (size_t i = 0; i < seen.count; i++)
        if (!has(&litmus->expected, seen.items[i]))
            differences += printf("came up, but can't exist: %s\n", seen.items[i]) > 0;
    return differences;
}

static void outcomes_clear(struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        free(outcomes->items[i]);
    free(outcomes->items);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct text source = {0};
    struct program *program = NULL;
    struct litmus litmus = {.budget = 200};
    int differences = argc == 2 ? 0 : error_set(&err, ERROR_USAGE, "usage: litmus PROGRAM.c");
    if (differences < 0 || read_program(argv[1], &litmus, &source, &err) < 0 ||
        build(&source, &program, &err) < 0 || explore(program, &litmus, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        differences = compare(&litmus);
    program_free(program);
    text_free(&source);
    outcomes_clear(&litmus.expected);
    outcomes_clear(&seen);
    return err.kind != ERROR_NONE || differences != 0;
}
