/* SPDX-License-Identifier: MIT */
/* The command line: every type of option, and every way to get it wrong. */
#include "options.h"

#include "verb.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 12 };

static struct settings settings;
static struct error err;

static int parse(const char *words)
{
    static char copy[512];
    char *argv[MOST_WORDS] = {(char *)"mpgrade"};
    int argc = 1;
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    settings_clear(&settings);
    err = (struct error){0};
    return settings_parse(argc, argv, &settings, &err);
}

static void expect_refused(const char *words, const char *message)
{
    cr_expect_eq(parse(words), -1, "%s", words);
    cr_expect_eq(err.kind, ERROR_USAGE);
    cr_expect_str_eq(err.message, message);
}

Test(options, defaults)
{
    cr_assert_eq(parse("grade class"), 0);
    cr_expect_str_eq(settings.verb->name, "grade");
    cr_expect_str_eq(settings.output, "results");
    cr_expect(settings.resume);
    cr_expect_lt(settings.min_score, 0);
    cr_expect_eq(settings.seed, 0);
    cr_expect_eq(settings.operands.count, 1);
    settings_clear(&settings);
}

Test(options, a_first_word_that_is_no_verb_is_a_path)
{
    cr_assert_eq(parse("examples/submissions -j3 -ax --assignment=y --seed 18446744073709551615"),
                 0, "%s", err.message);
    cr_expect_str_eq(settings.verb->name, "grade");
    cr_expect_str_eq(settings.operands.items[0], "examples/submissions");
    cr_expect_eq(settings.jobs, 3);
    cr_expect_eq(settings.seed, UINT64_MAX);
    cr_assert_eq(settings.assignments.count, 2);
    cr_expect_str_eq(settings.assignments.items[1], "y");
    settings_clear(&settings);
}

Test(options, values)
{
    cr_assert_eq(parse("grade --min-score 62.5 --no-resume --json --shard 2/3 --color never -- -x"),
                 0, "%s", err.message);
    cr_expect_float_eq(settings.min_score, 62.5, 1e-9);
    cr_expect_not(settings.resume);
    cr_expect(settings.json);
    cr_expect_eq(settings.shard.index, 2);
    cr_expect_eq(settings.shard.count, 3);
    cr_expect_not(settings_wants(settings.color, 0));
    cr_expect_str_eq(settings.operands.items[0], "-x");
    settings_clear(&settings);
}

Test(options, what_is_refused)
{
    expect_refused("nonsense",
                   "'nonsense' is neither a verb nor a path that exists (see 'mpgrade help')");
    expect_refused("grade --bogus x", "grade has no option --bogus (see 'mpgrade help grade')");
    expect_refused("grade -z", "grade has no option -z (see 'mpgrade help grade')");
    expect_refused("check --min-score 3",
                   "check has no option --min-score (see 'mpgrade help check')");
    expect_refused("grade --jobs", "--jobs needs N");
    expect_refused("grade --jobs -1", "--jobs -1: not a whole number");
    expect_refused("grade --jobs 1x", "--jobs 1x: not a whole number");
    expect_refused("grade --seed 18446744073709551616",
                   "--seed 18446744073709551616: not a whole number");
    expect_refused("grade --min-score nan", "--min-score nan: not a number from 0 to 100");
    expect_refused("grade --min-score 101", "--min-score 101: not a number from 0 to 100");
    expect_refused("grade --shard 4/3", "--shard 4/3: not of the form I/N with 1 <= I <= N");
    expect_refused("grade --json=yes", "--json takes no value");
    expect_refused("grade --color sometimes",
                   "--color sometimes: there is no 'sometimes'; there is: auto|always|never");
    expect_refused("grade --format json,pdf",
                   "--format json,pdf: there is no 'pdf'; there is: json|csv|junit|tap|sarif|"
                   "gradescope|classroom50|autolab|github|gitlab|canvas|moodle|html");
    settings_clear(&settings);
}

Test(options, words_behind_the_dashes_are_arguments_of_an_explored_program)
{
    cr_assert_eq(parse("explore a.c -- --seed b"), 0, "%s", err.message);
    cr_expect_eq(settings.operands.count, 1);
    cr_assert_eq(settings.arguments.count, 2);
    cr_expect_str_eq(settings.arguments.items[0], "--seed");
    cr_assert_eq(parse("grade -- -odd"), 0, "%s", err.message);
    cr_expect_eq(settings.operands.count, 1);
    cr_expect_eq(settings.arguments.count, 0);
    settings_clear(&settings);
}

Test(options, every_verb_is_found_and_has_no_name_twice)
{
    for (const struct verb *verb = verb_table(); verb->name; verb++)
        cr_expect_eq(verb_find(verb->name), verb);
    for (const struct option_spec *a = option_table(); a->name; a++)
        for (const struct option_spec *b = a + 1; b->name; b++)
            cr_expect(strcmp(a->name, b->name) != 0 || !(a->verbs & b->verbs), "%s", a->name);
}
