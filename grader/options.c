/* SPDX-License-Identifier: MIT */
/* Reads a command line by the table of options below. Each type of value has one reader; a new
 * option is a new row. */
#include "options.h"

#include "base/allocate.h"
#include "format.h"
#include "recipe.h"
#include "verb.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIELD(name) offsetof(struct settings, name)
#define GRADING (FOR_GRADE | FOR_CHECK)
#define SPECS (GRADING | FOR_REPLAY | FOR_ASSIGNMENT)
#define COLORFUL (SPECS | FOR_EXPLORE | FOR_MERGE)

#define NAME(name, file, purpose) "|" #name
static const char format_names[] = FORMATS(NAME);
#undef NAME

static const struct option_spec options[] = {
    {'a', "assignment", "ID", OPTION_LIST, FIELD(assignments), GRADING, NULL,
     "grade this assignment; repeatable (default: all that a submission has files for)"},
    {'o', "output", "DIR", OPTION_TEXT, FIELD(output), GRADING | FOR_MERGE, NULL,
     "folder for the results (default: results)"},
    {'j', "jobs", "N", OPTION_NUMBER, FIELD(jobs), GRADING | FOR_ASSIGNMENT, NULL,
     "submissions at a time (default: the CPUs this process may use)"},
    {0, "json", NULL, OPTION_ON, FIELD(json), GRADING | FOR_ASSIGNMENT | FOR_EXPLORE, NULL,
     "print the whole result as JSON, and nothing else, on standard output"},
    {0, "format", "F[,F]", OPTION_WORDS, FIELD(format), GRADING | FOR_MERGE, format_names + 1,
     "formats to write into the output folder (default: json)"},
    {0, "format", "F", OPTION_CHOICE, FIELD(format), FOR_REPORT, format_names + 1,
     "how the results are printed (default: json)"},
    {0, "min-score", "PERCENT", OPTION_PERCENT, FIELD(min_score), FOR_GRADE, NULL,
     "end with status 1 when a submission is below it"},
    {0, "budget", "SCHEDULES", OPTION_NUMBER, FIELD(budget), GRADING | FOR_ASSIGNMENT, NULL,
     "schedules per scenario (default: the assignment's own)"},
    {0, "budget", "N", OPTION_NUMBER, FIELD(budget), FOR_EXPLORE, NULL,
     "schedules to run (default: 10000)"},
    {0, "seed", "N", OPTION_NUMBER, FIELD(seed), GRADING | FOR_ASSIGNMENT | FOR_EXPLORE, NULL,
     "decides everything random (default: 0)"},
    {0, "resume", NULL, OPTION_ON, FIELD(resume), GRADING, NULL,
     "take over what the output folder already has of the same input (the default)"},
    {0, "no-resume", NULL, OPTION_OFF, FIELD(resume), GRADING, NULL, "grade everything anew"},
    {0, "shard", "I/N", OPTION_SHARD, FIELD(shard), FOR_GRADE, NULL,
     "grade only the I-th of N parts of the class"},
    {0, "save-schedule", "FILE", OPTION_TEXT, FIELD(save_schedule), FOR_REPLAY, NULL,
     "write the schedule as a file of its own, which can be replayed, too"},
    {0, "step", NULL, OPTION_ON, FIELD(step), FOR_REPLAY, NULL,
     "walk through it: Enter or space goes on, b back, q ends"},
    {0, "html", "FILE", OPTION_TEXT, FIELD(html), FOR_REPLAY, NULL,
     "write it as a page for a browser, too"},
    {0, "gdb", NULL, OPTION_ON, FIELD(gdb), FOR_REPLAY, NULL,
     "stop behind a step and attach gdb to the process that took it; all others wait"},
    {0, "at", "STEP", OPTION_NUMBER, FIELD(at), FOR_REPLAY, NULL,
     "the step for --gdb (default: the first of those that decide)"},
    {0, "process", "NAME", OPTION_TEXT, FIELD(process), FOR_REPLAY, NULL,
     "the process for --gdb, by its name in the table"},
    {0, "mutants", NULL, OPTION_ON, FIELD(mutants), FOR_ASSIGNMENT, NULL,
     "validate: also break the solution in small ways, and see what survives"},
    {0, "to", "DIR", OPTION_TEXT, FIELD(to), FOR_ASSIGNMENT, NULL,
     "new, publish: the folder to write into (new: the current one)"},
    {0, "isolation", "LEVEL", OPTION_CHOICE, FIELD(isolation), GRADING | FOR_REPLAY, "strict",
     "what is demanded of the sandbox (default: strict)"},
    {0, "assignments", "DIR", OPTION_TEXT, FIELD(assignments_folder), SPECS, NULL,
     "folder of the assignments (default: those that came with mpgrade)"},
    {0, "strategy", "NAME", OPTION_TEXT, FIELD(strategy), FOR_EXPLORE, NULL,
     "how schedules are chosen (default: portfolio, which is several in turn)"},
    {0, "keep-going", NULL, OPTION_ON, FIELD(keep_going), FOR_EXPLORE, NULL,
     "go on behind the first failure, for others of another kind"},
    {0, "fail-on", "KIND[,KIND]", OPTION_WORDS, FIELD(fail_on), FOR_EXPLORE, FAILURE_CHOICES,
     "what is a failure (default: " USUAL_FAILURES ")"},
    {0, "exit-ok", "CODE[,CODE]", OPTION_TEXT, FIELD(exit_ok), FOR_EXPLORE, NULL,
     "exit statuses of the program that are no failure (default: any)"},
    {0, "faults", "NAME[,NAME]", OPTION_WORDS, FIELD(faults), FOR_EXPLORE, FAULT_CHOICES,
     "what may befall it (default: " USUAL_FAULTS ")"},
    {0, "stdin", "FILE", OPTION_TEXT, FIELD(input), FOR_EXPLORE, NULL,
     "its standard input (default: empty)"},
    {0, "files", "DIR", OPTION_TEXT, FIELD(files), FOR_EXPLORE, NULL,
     "files that lie in its working folder, each time anew (default: none)"},
    {0, "cflags", "FLAGS", OPTION_TEXT, FIELD(cflags), FOR_EXPLORE, NULL,
     "further words for the compiler, separated by blanks"},
    {0, "libs", "NAMES", OPTION_TEXT, FIELD(libraries), FOR_EXPLORE, NULL,
     "libraries to link with, as m or -lm, separated by blanks"},
    {0, "threads-only-sync", NULL, OPTION_ON, FIELD(sync_only), FOR_EXPLORE, NULL,
     "switch only at system calls and synchronisation, not at accesses to shared memory"},
    {0, "steps", "N", OPTION_NUMBER, FIELD(steps), FOR_EXPLORE, NULL,
     "a run that takes more steps has reached a limit (default: 20000)"},
    {0, "tasks", "N", OPTION_NUMBER, FIELD(tasks), FOR_EXPLORE, NULL,
     "so many processes and threads may be there at a time (default: 64)"},
    {'o', "output", "FILE", OPTION_TEXT, FIELD(kept), FOR_EXPLORE, NULL,
     "keep the report here for replay (default: a failure in exploration.json)"},
    {'q', "quiet", NULL, OPTION_ON, FIELD(quiet), GRADING | FOR_REPLAY | FOR_EXPLORE | FOR_MERGE,
     NULL, "print nothing but errors"},
    {0, "color", "WHEN", OPTION_CHOICE, FIELD(color), COLORFUL, "auto|always|never",
     "colours in what is printed (default: auto)"},
    {0, "progress", "WHEN", OPTION_CHOICE, FIELD(progress), GRADING | FOR_ASSIGNMENT | FOR_EXPLORE,
     "auto|always|never", "a line on standard error that tells how far it is (default: auto)"},
    {'h', "help", NULL, OPTION_ON, FIELD(help), FOR_ALL, NULL, "explain the verb and its options"},
    {0},
};

const struct option_spec *option_table(void)
{
    return options;
}

void words_add(struct words *words, const char *word)
{
    array_reserve(words->items, words->count, words->capacity);
    words->items[words->count++] = word;
}

static int bad_value(const struct option_spec *spec, const char *value, const char *wanted,
                     struct error *err)
{
    return error_set(err, ERROR_USAGE, "--%s %s: %s", spec->name, value, wanted);
}

/* A number in decimal digits at the start of text; *end is behind it. False: none, or too large. */
static bool read_number(const char *text, const char **end, uint64_t *number)
{
    char *stop;
    errno = 0;
    *number = strtoull(text, &stop, 10);
    *end = stop;
    return isdigit((unsigned char)text[0]) && errno == 0;
}

static int read_percent(const struct option_spec *spec, const char *value, double *percent,
                        struct error *err)
{
    char *end;
    *percent = strtod(value, &end);
    if (end == value || *end || !isfinite(*percent) || *percent < 0 || *percent > 100)
        return bad_value(spec, value, "not a number from 0 to 100", err);
    return 0;
}

static int read_shard(const struct option_spec *spec, const char *value, struct shard *shard,
                      struct error *err)
{
    const char *end;
    bool good = read_number(value, &end, &shard->index) && *end == '/' &&
                read_number(end + 1, &end, &shard->count) && *end == '\0';
    if (!good || shard->index < 1 || shard->index > shard->count)
        return bad_value(spec, value, "not of the form I/N with 1 <= I <= N", err);
    return 0;
}

static bool is_choice(const char *choices, const char *word, size_t length)
{
    for (const char *at = choices; *at; at += strcspn(at, "|"), at += *at == '|')
        if (strcspn(at, "|") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

static int check_words(const struct option_spec *spec, const char *value, const char *separators,
                       struct error *err)
{
    const char *at = value;
    for (;;) {
        size_t length = strcspn(at, separators);
        if (!is_choice(spec->choices, at, length))
            return error_set(err, ERROR_USAGE, "--%s %s: there is no '%.*s'; there is: %s",
                             spec->name, value, (int)length, at, spec->choices);
        if (!at[length])
            return 0;
        at += length + 1;
    }
}

static int store(const struct option_spec *spec, const char *value, struct settings *settings,
                 struct error *err)
{
    void *field = (char *)settings + spec->offset;
    const char *end;
    switch (spec->type) {
    case OPTION_ON:
    case OPTION_OFF:
        *(bool *)field = spec->type == OPTION_ON;
        return 0;
    case OPTION_LIST:
        words_add(field, value);
        return 0;
    case OPTION_NUMBER:
        if (!read_number(value, &end, field) || *end)
            return bad_value(spec, value, "not a whole number", err);
        return 0;
    case OPTION_PERCENT:
        return read_percent(spec, value, field, err);
    case OPTION_SHARD:
        return read_shard(spec, value, field, err);
    case OPTION_CHOICE:
    case OPTION_WORDS:
        if (check_words(spec, value, spec->type == OPTION_WORDS ? "," : "", err) < 0)
            return -1;
        break;
    case OPTION_TEXT:
        break;
    }
    *(const char **)field = value;
    return 0;
}

static const struct option_spec *find_option(const struct verb *verb, const char *name,
                                             size_t length)
{
    for (const struct option_spec *spec = options; spec->name; spec++)
        if (spec->verbs & verb->bit && strlen(spec->name) == length &&
            strncmp(spec->name, name, length) == 0)
            return spec;
    return NULL;
}

static const struct option_spec *find_letter(const struct verb *verb, char letter)
{
    for (const struct option_spec *spec = options; spec->name; spec++)
        if (spec->verbs & verb->bit && spec->letter == letter)
            return spec;
    return NULL;
}

/* Reads the option at argv[*at] and, if it takes one, its value; moves *at behind them. */
static int read_option(int argc, char **argv, int *at, struct settings *settings, struct error *err)
{
    const char *word = argv[(*at)++];
    bool is_long = word[1] == '-';
    size_t length = is_long ? strcspn(word + 2, "=") : 1;
    const struct option_spec *spec = is_long ? find_option(settings->verb, word + 2, length)
                                             : find_letter(settings->verb, word[1]);
    if (!spec)
        return error_set(err, ERROR_USAGE, "%s has no option %.*s (see 'mpgrade help %s')",
                         settings->verb->name, (int)length + 1 + is_long, word,
                         settings->verb->name);
    const char *attached = word + 1 + is_long + length;
    attached = *attached ? attached + is_long : NULL;
    if (!spec->value && attached)
        return error_set(err, ERROR_USAGE, "--%s takes no value", spec->name);
    if (spec->value && !attached) {
        if (*at >= argc)
            return error_set(err, ERROR_USAGE, "--%s needs %s", spec->name, spec->value);
        attached = argv[(*at)++];
    }
    return store(spec, attached, settings, err);
}

static int first_word(int argc, char **argv, struct settings *settings, struct error *err)
{
    if (argc < 2) {
        settings->verb = verb_find("help");
        return argc;
    }
    settings->verb = verb_find(argv[1]);
    if (settings->verb)
        return 2;
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "--help") == 0)
        settings->verb = verb_find(argv[1] + 2);
    if (settings->verb)
        return 2;
    settings->verb = verb_find("grade");
    bool is_word = argv[1][0] != '-' && !strchr(argv[1], '/') && access(argv[1], F_OK) != 0;
    if (is_word)
        return error_set(err, ERROR_USAGE,
                         "'%s' is neither a verb nor a path that exists (see 'mpgrade help')",
                         argv[1]);
    return 1;
}

int settings_parse(int argc, char **argv, struct settings *settings, struct error *err)
{
    *settings = (struct settings){.output = "results",
                                  .min_score = -1,
                                  .resume = true,
                                  .shard = {1, 1},
                                  .format = "json",
                                  .isolation = "strict",
                                  .color = "auto",
                                  .progress = "auto",
                                  .strategy = "portfolio",
                                  .fail_on = USUAL_FAILURES,
                                  .exit_ok = "",
                                  .faults = USUAL_FAULTS,
                                  .input = "",
                                  .files = "",
                                  .cflags = "",
                                  .libraries = ""};
    int at = first_word(argc, argv, settings, err);
    if (at < 0)
        return -1;
    while (at < argc && strcmp(argv[at], "--") != 0) {
        if (argv[at][0] != '-' || !argv[at][1])
            words_add(&settings->operands, argv[at++]);
        else if (read_option(argc, argv, &at, settings, err) < 0)
            return -1;
    }
    bool apart = settings->verb->bit & HAVE_ARGUMENTS;
    for (at++; at < argc; at++)
        words_add(apart ? &settings->arguments : &settings->operands, argv[at]);
    return 0;
}

void settings_clear(struct settings *settings)
{
    free(settings->operands.items);
    free(settings->arguments.items);
    free(settings->assignments.items);
}

bool settings_wants(const char *setting, int fd)
{
    return strcmp(setting, "always") == 0 || (strcmp(setting, "auto") == 0 && isatty(fd));
}
