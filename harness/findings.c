/* SPDX-License-Identifier: MIT */
/* Findings: what nobody asked for and an instructor may want to know. They cost no points. */
#include "findings.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "contract/syscall.h"
#include "detect/detection.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_KIND = 5 }; /* more of the same would hide the others */

static bool known(const struct experiment_report *report, const char *kind, const char *message)
{
    for (size_t i = 0; i < report->finding_count; i++)
        if (strcmp(report->findings[i].kind, kind) == 0 &&
            strcmp(report->findings[i].message, message) == 0)
            return true;
    return false;
}

static size_t count_of(const struct experiment_report *report, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        count += strcmp(report->findings[i].kind, kind) == 0;
    return count;
}

static struct finding *add(struct experiment_report *report, const char *kind, const char *message)
{
    if (count_of(report, kind) >= MOST_OF_A_KIND || known(report, kind, message))
        return NULL;
    report->findings =
        reallocate(report->findings, report->finding_count + 1, sizeof *report->findings);
    struct finding *finding = &report->findings[report->finding_count++];
    *finding = (struct finding){.kind = copy_string(kind), .message = copy_string(message)};
    return finding;
}

static void place(struct finding *finding, const struct run *run, const size_t steps[2])
{
    for (int i = 0; finding && i < 2; i++)
        if (steps[i] < run->step_count && run->steps[steps[i]].where.file)
            finding->locations[finding->location_count++] = run->steps[steps[i]].where;
}

static void add_uncontrolled(struct experiment_report *report, const struct run *run)
{
    if (!run->uncontrolled_names)
        return;
    cleanup_free char *message =
        format_string("these calls slept in the kernel where no schedule controls them: %s",
                      run->uncontrolled_names);
    add(report, "uncontrolled", message);
}

/* The argument is the number of the call. */
static void add_refused(struct experiment_report *report, const struct run *run)
{
    for (size_t i = 0; i < run->step_count; i++) {
        if (run->steps[i].operation != OPERATION_REFUSED)
            continue;
        const size_t steps[] = {i, SIZE_MAX};
        const struct syscall_rule *rule = syscall_rule((int)run->steps[i].argument);
        cleanup_free char *message = format_string(
            "the sandbox lets nobody call %s (%s): it failed with EPERM", rule->name, rule->reason);
        place(add(report, "refused", message), run, steps);
    }
}

void findings_of_run(struct experiment_report *report, const struct run *run)
{
    struct detections found = {0};
    detect_all(run, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct detection *detection = &found.items[i];
        place(add(report, detection_name(detection->kind), detection->message), run,
              detection->steps);
    }
    detections_clear(&found);
    add_uncontrolled(report, run);
    add_refused(report, run);
}

void findings_not_repeatable(struct experiment_report *report, const struct run *first,
                             const struct run *second)
{
    size_t step = 0;
    while (step < first->step_count && step < second->step_count &&
           first->steps[step].task == second->steps[step].task &&
           first->steps[step].operation == second->steps[step].operation &&
           first->steps[step].object == second->steps[step].object &&
           first->steps[step].result == second->steps[step].result)
        step++;
    cleanup_free char *message =
        format_string("the same schedule gave two different runs; they part at step %zu", step + 1);
    add(report, "not-repeatable", message);
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int kinds = strcmp(a->kind, b->kind);
    return kinds ? kinds : strcmp(a->message, b->message);
}

void findings_sort(struct experiment_report *report)
{
    if (report->finding_count)
        qsort(report->findings, report->finding_count, sizeof *report->findings, compare);
}

void findings_clear(struct experiment_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        free(report->findings[i].kind);
        free(report->findings[i].message);
    }
    free(report->findings);
    report->findings = NULL;
    report->finding_count = 0;
}
