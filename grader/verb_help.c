/* SPDX-License-Identifier: MIT */
/* The verb help: usage of everything, of one verb, or the manual page, all from the tables. */
#include "options.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

static void print_overview(void)
{
    printf("mpgrade grades concurrency homework in C, under interleavings it chooses itself.\n\n"
           "Usage: mpgrade [grade] PATH... [options]\n");
    for (const struct verb *verb = verb_table(); verb->name; verb++)
        printf("  %-11s %s\n", verb->name, verb->summary);
    printf("\n'mpgrade help VERB' explains a verb and its options.\n");
}

static void print_option(const struct option_spec *spec)
{
    char letter[8] = "    ";
    if (spec->letter)
        snprintf(letter, sizeof letter, "-%c, ", spec->letter);
    char name[64];
    snprintf(name, sizeof name, "%s--%s%s%s", letter, spec->name, spec->value ? " " : "",
             spec->value ? spec->value : "");
    printf("  %-24s %s\n", name, spec->help);
    if (spec->choices)
        printf("  %-24s one of: %s\n", "", spec->choices);
}

static void print_verb(const struct verb *verb)
{
    printf("Usage: mpgrade %s %s\n\n%s\n", verb->name, verb->operands, verb->summary);
    if (verb->explanation)
        printf("%s\n", verb->explanation);
    printf("\nOptions:\n");
    for (const struct option_spec *spec = option_table(); spec->name; spec++)
        if (spec->verbs & verb->bit)
            print_option(spec);
}

/* Prints text with the characters that mean something to roff made plain. */
static void print_roff(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (*at == '-' || *at == '\\')
            putchar('\\');
        else if ((*at == '.' || *at == '\'') && (at == text || at[-1] == '\n'))
            fputs("\\&", stdout);
        putchar(*at);
    }
    putchar('\n');
}

static void print_manual_verb(const struct verb *verb)
{
    printf(".SS mpgrade %s %s\n", verb->name, verb->operands);
    print_roff(verb->summary);
    if (verb->explanation)
        print_roff(verb->explanation);
    for (const struct option_spec *spec = option_table(); spec->name; spec++) {
        if (!(spec->verbs & verb->bit) || spec->verbs == FOR_ALL)
            continue;
        printf(".TP\n");
        if (spec->letter)
            printf("\\fB\\-%c\\fR, ", spec->letter);
        printf("\\fB\\-\\-%s\\fR%s%s\n", spec->name, spec->value ? " " : "",
               spec->value ? spec->value : "");
        print_roff(spec->help);
    }
}

static void print_manual(void)
{
    printf(".TH MPGRADE 1 \"\" \"mpgrade %s\"\n.SH NAME\n"
           "mpgrade \\- grade concurrency homework in C under controlled interleavings\n"
           ".SH SYNOPSIS\n\\fBmpgrade\\fR [\\fBgrade\\fR] PATH... [options]\n.br\n"
           "\\fBmpgrade\\fR VERB ...\n.SH VERBS\n",
           MPGRADE_VERSION);
    for (const struct verb *verb = verb_table(); verb->name; verb++)
        print_manual_verb(verb);
    printf(".SH EXIT STATUS\n"
           ".TP\n0\nEverything was graded, and the gate, if there is one, is met.\n"
           ".TP\n1\nA submission is below the gate; a visible check failed; a replay differs.\n"
           ".TP\n2\nUsage: an unknown option, a path that is not there, an invalid assignment.\n"
           ".TP\n3\nThis machine can't do it; the message names the remedy.\n"
           ".TP\n4\nThe grader failed on some submission; everything else is graded.\n");
}

int verb_help(const struct settings *settings, struct error *err)
{
    const char *name = settings->operands.count ? settings->operands.items[0] : NULL;
    if (settings->help && settings->verb->bit != FOR_HELP) {
        print_verb(settings->verb);
    } else if (!name) {
        print_overview();
    } else if (strcmp(name, "man") == 0) {
        print_manual();
    } else {
        const struct verb *verb = verb_find(name);
        if (!verb)
            return error_set(err, ERROR_USAGE, "there is no verb '%s' (see 'mpgrade help')", name);
        print_verb(verb);
    }
    return EXIT_DONE;
}
