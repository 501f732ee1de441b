/* SPDX-License-Identifier: MIT */
/* What `explore` tells: first what went wrong in one sentence, then the interleaving that shows it,
 * then what the verdict rests on, and last what else was noticed. */
#include "report.h"

#include "base/scope.h"
#include "base/text.h"
#include "trace.h"

#include <string.h>

static const char *paint(struct report_style style, const char *color)
{
    return style.color ? color : "";
}

static void print_line(FILE *stream, const char *before, const char *message)
{
    cleanup_with(text_free) struct text shown = {0};
    text_add_printable(&shown, message, strlen(message), false);
    fprintf(stream, "%s%s\n", before, shown.data ? shown.data : "");
}

/* The two steps whose order decides, in words. */
static void print_decisive(FILE *stream, const struct failure_record *failure)
{
    if (failure->critical_count < 2)
        return;
    fputs("  what decides: ", stream);
    for (size_t i = 0; i < 2; i++) {
        const struct step *step = &failure->run.steps[failure->critical[i]];
        const char *task = step->task < failure->run.task_count
                               ? failure->run.tasks[step->task].path
                               : "the clock";
        fprintf(stream, "%sstep %zu of %s", i ? " before " : "", failure->critical[i] + 1, task);
        if (step->where.file)
            fprintf(stream, " (line %u)", step->where.line);
    }
    fputs("; the other way round it doesn't happen\n", stream);
}

static void print_failure(FILE *stream, struct report_style style, const struct testbed *testbed,
                          const struct check_report *check)
{
    const struct failure_record *failure = check->failure;
    struct location where =
        trace_location(&failure->run, failure->blamed, failure->blamed_count, true);
    fprintf(stream, "%s%s%s: ", paint(style, "\033[1;31m"), failure_title(failure->kind),
            paint(style, "\033[0m"));
    print_line(stream, "", check->message);
    if (where.file) {
        fprintf(stream, "  look at %s:%u", where.file, where.line);
        print_line(stream, where.function ? " in " : "", where.function ? where.function : "");
    }
    print_decisive(stream, failure);
    fputc('\n', stream);
    report_trace(stream, style, &failure->run, failure->critical, failure->critical_count,
                 &testbed->program);
    fprintf(stream, "\nevidence: %s, with %u preemption%s\n", check->evidence.statement,
            failure->preemptions, failure->preemptions == 1 ? "" : "s");
}

static void print_place(FILE *stream, const struct location *where)
{
    fprintf(stream, "      at %s:%u", where->file, where->line);
    if (where->function)
        fprintf(stream, " in %s", where->function);
    print_line(stream, where->calls ? ", called by " : "", where->calls ? where->calls : "");
}

static void print_findings(FILE *stream, struct report_style style,
                           const struct experiment_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct finding *finding = &report->findings[i];
        fprintf(stream, "%snote%s  %s: ", paint(style, "\033[33m"), paint(style, "\033[0m"),
                finding->kind);
        print_line(stream, "", finding->message);
        for (size_t at = 0; at < finding->location_count; at++)
            print_place(stream, &finding->locations[at]);
    }
}

static void print_further(FILE *stream, struct report_style style, const struct testbed *testbed,
                          const struct exploration *exploration, const char *kept)
{
    for (size_t i = 0; i < exploration->other_count; i++) {
        const struct check_report *check = exploration->others[i];
        char id[FAILURE_ID_SIZE];
        testbed_name_failure(testbed, check->id, check->failure->schedule, id);
        fprintf(stream, "%salso%s  ", paint(style, "\033[31m"), paint(style, "\033[0m"));
        print_line(stream, failure_title(check->failure->kind), "");
        print_line(stream, "      ", check->message);
        if (kept)
            fprintf(stream, "      see it: mpgrade replay %s %s\n", kept, id);
    }
}

void report_exploration(FILE *stream, struct report_style style, const struct testbed *testbed,
                        const struct experiment_report *report,
                        const struct exploration *exploration, const char *kept)
{
    const struct check_report *check = exploration->main;
    switch (exploration->verdict) {
    case EXPLORATION_FAILURE:
        print_failure(stream, style, testbed, check);
        break;
    case EXPLORATION_INCONCLUSIVE:
        fprintf(stream, "%snothing can be said%s: ", paint(style, "\033[1;33m"),
                paint(style, "\033[0m"));
        print_line(stream, "", check->message);
        break;
    case EXPLORATION_NONE:
        fprintf(stream, "%sno failure was found%s\n", paint(style, "\033[1;32m"),
                paint(style, "\033[0m"));
        break;
    }
    if (exploration->verdict != EXPLORATION_FAILURE)
        fprintf(stream, "evidence: %s\n", check->evidence.statement);
    if (exploration->verdict == EXPLORATION_FAILURE && kept)
        fprintf(stream, "see it again: mpgrade replay %s\n", kept);
    print_further(stream, style, testbed, exploration, kept);
    print_findings(stream, style, report);
}
