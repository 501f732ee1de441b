/* SPDX-License-Identifier: MIT */
/* The table of verbs: what the parser, the help and the manual page know of each. */
#include "verb.h"

#include <stdint.h>
#include <string.h>

static const struct verb verbs[] = {
    {"grade", FOR_GRADE, "PATH...", 1, SIZE_MAX, "grade a class, or one submission",
     "PATH is a folder of submissions, one submission (a folder or a git repository), or a roster\n"
     "(a file NAME.csv). 'mpgrade PATH' without a verb does the same.",
     verb_grade},
    {"check", FOR_CHECK, "[DIR]", 0, 1, "check your own folder against the visible checks",
     "DIR is the current folder by default. The files are taken as they lie.", verb_check},
    {"explore", FOR_EXPLORE, "FILE.c... [-- ARG...]", 1, SIZE_MAX,
     "find what can go wrong in any C program with processes or threads",
     "Builds the files (and the headers beside them) and runs the program with ARG... under many\n"
     "schedules. Status 0: no failure was found. Status 1: one was; it is shown, and kept for\n"
     "replay.",
     verb_explore},
    {"replay", FOR_REPLAY, "REPORT [ID|DIR]", 1, 2, "run a recorded failing schedule again",
     "REPORT is a results.json, or the folder that holds it; ID is the beginning of a failure's "
     "id\n"
     "and may be left out when there is only one failure.",
     verb_replay},
    {"assignment", FOR_ASSIGNMENT, "list | show ID | new ID | validate ID | publish ID", 1, 2,
     "look at the assignments; begin, prove or publish one",
     "new writes a small assignment to begin with. validate grades the solution, every right and\n"
     "every wrong variant twice, and prints which check caught which. publish writes what "
     "students\n"
     "may see, with a workflow that gates their repository.",
     verb_assignment},
    {"report", FOR_REPORT, "RESULTS", 1, 1, "print stored results in another form",
     "RESULTS is a results.json, or the folder that holds it. Nothing is graded again.",
     verb_report},
    {"diff", FOR_DIFF, "OLD NEW", 2, 2, "which grades moved between two results, and why",
     "Status 0: none did. Status 1: some did.", verb_diff},
    {"merge", FOR_MERGE, "DIR...", 1, SIZE_MAX, "join the results of the parts of a class",
     "The parts were graded with --shard, by the same version and with the same assignments.",
     verb_merge},
    {"doctor", FOR_DOCTOR, "", 0, 0, "what this machine offers, and what is missing",
     "Status 0: submissions can be graded here. Status 3: they can't; the remedy is printed.",
     verb_doctor},
    {"version", FOR_VERSION, "", 0, 0, "print the version", NULL, verb_version},
    {"help", FOR_HELP, "[VERB]", 0, 1, "explain a verb",
     "'mpgrade help man' prints the manual page in roff.", verb_help},
    {0},
};

const struct verb *verb_table(void)
{
    return verbs;
}

const struct verb *verb_find(const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}

int verb_run(const struct settings *settings, struct error *err)
{
    const struct verb *verb = settings->verb;
    if (settings->help)
        return verb_help(settings, err);
    if (settings->operands.count < verb->fewest)
        return error_set(err, ERROR_USAGE, "%s needs %s (see 'mpgrade help %s')", verb->name,
                         verb->operands, verb->name);
    if (settings->operands.count > verb->most)
        return error_set(err, ERROR_USAGE, "%s: too many words: %s (see 'mpgrade help %s')",
                         verb->name, settings->operands.items[verb->most], verb->name);
    return verb->run(settings, err);
}
