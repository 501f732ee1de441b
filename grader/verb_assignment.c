/* SPDX-License-Identifier: MIT */
/* The verb assignment: list them, show one, begin one, prove one, publish one. */
#include "assignment.h"
#include "base/allocate.h"
#include "base/scope.h"
#include "installation.h"
#include "proof.h"
#include "publish.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

static int load(const struct settings *settings, const char *id, struct assignments *assignments,
                struct error *err)
{
    cleanup_free char *installed = NULL;
    if (!settings->assignments_folder && installation_assignments(&installed, err) < 0)
        return -1;
    const struct words wanted = {.items = &id, .count = id ? 1 : 0};
    return assignments_load(installed ? installed : settings->assignments_folder, &wanted,
                            assignments, err);
}

static int list(const struct settings *settings, struct assignments *assignments, struct error *err)
{
    (void)settings, (void)err;
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *one = &assignments->items[i];
        printf("%-12s %-8s %s\n", one->id, one->is_library ? "library" : "program", one->title);
    }
    return EXIT_DONE;
}

static void show_scenario(const struct scenario *scenario)
{
    printf("  %-20s %llu schedules, %s", scenario->id, (unsigned long long)scenario->budget,
           scenario->strategy);
    for (unsigned bit = 0; bit < 32; bit++)
        if (scenario->faults & 1u << bit)
            printf(", %s", fault_name((enum fault)(1u << bit)));
    putchar('\n');
}

static int show(const struct settings *settings, struct assignments *assignments, struct error *err)
{
    (void)settings, (void)err;
    const struct assignment *one = &assignments->items[0];
    printf("%s: %s (%s)\nfiles:", one->id, one->title, one->is_library ? "library" : "program");
    for (size_t i = 0; i < one->required_count; i++)
        printf(" %s", one->required[i]);
    printf("\nscenarios:\n");
    for (size_t i = 0; i < one->scenario_count; i++)
        show_scenario(&one->scenarios[i]);
    printf("checks:\n");
    for (size_t i = 0; i < one->check_count; i++)
        printf("  %-26s %3g  %-9s %s\n", one->checks[i].id, one->checks[i].points,
               visibility_name(one->checks[i].visibility), one->checks[i].title);
    printf("digest: %s\n", one->digest);
    return EXIT_DONE;
}

/* Nothing is loaded: the assignment isn't there yet. */
static int begin(const struct settings *settings, struct assignments *assignments,
                 struct error *err)
{
    (void)assignments;
    const char *id = settings->operands.items[1], *parent = settings->to ? settings->to : ".";
    cleanup_free char *folder = format_string("%s/%s", parent, id);
    if (skeleton_write(id, folder, err) < 0)
        return -1;
    printf("%s is there; prove it with\n  mpgrade assignment validate %s --assignments %s\n",
           folder, id, parent);
    return EXIT_DONE;
}

static int publish(const struct settings *settings, struct assignments *assignments,
                   struct error *err)
{
    if (!settings->to)
        return error_set(err, ERROR_USAGE, "assignment publish needs --to DIR");
    return publish_write(&assignments->items[0], settings->to, err) < 0 ? -1 : EXIT_DONE;
}

struct action {
    const char *name;
    size_t operands;
    bool loads;
    int (*run)(const struct settings *settings, struct assignments *assignments, struct error *err);
};

static const struct action actions[] = {
    {"list", 1, true, list},          {"show", 2, true, show},       {"new", 2, false, begin},
    {"validate", 2, true, proof_run}, {"publish", 2, true, publish}, {0}};

int verb_assignment(const struct settings *settings, struct error *err)
{
    const char *word = settings->operands.items[0];
    const struct action *action = actions;
    while (action->name && strcmp(action->name, word) != 0)
        action++;
    if (!action->name)
        return error_set(err, ERROR_USAGE,
                         "assignment: there is no '%s'; there is: list, show, new, validate, "
                         "publish",
                         word);
    if (settings->operands.count != action->operands)
        return error_set(err, ERROR_USAGE, "assignment %s takes %s", word,
                         action->operands == 2 ? "one id" : "nothing more");
    cleanup_with(assignments_clear) struct assignments assignments = {0};
    const char *id = settings->operands.count > 1 ? settings->operands.items[1] : NULL;
    if (action->loads && load(settings, id, &assignments, err) < 0)
        return -1;
    return action->run(settings, &assignments, err);
}
