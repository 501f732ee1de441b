/* SPDX-License-Identifier: MIT */
/* @ID@: what is judged of two processes that each add one to a shared number. Behaviour decides,
 * never the text of the source: a check looks at lines, processes and steps of a finished run. */
#include "oracle.h"
#include "oracle_process.h"

#include <string.h>

static void exact(const struct oracle *oracle, struct verdict *verdict)
{
    const char *line = oracle->line_count ? oracle->lines[0].text : "nothing";
    if (!oracle->line_count && !oracle_completed(oracle, verdict))
        return;
    if (oracle->run->task_count < 3)
        fail(verdict, FAILURE_ASSERTION, "main started %zu processes, not 2",
             oracle->run->task_count - 1);
    if (strcmp(line, "2") != 0 || oracle->line_count > 1)
        fail(verdict, FAILURE_ASSERTION, "the program should print 2, but printed %.40s", line);
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_process_clean_exit(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"exact", exact},
    {"clean-exit", clean_exit},
    {0},
};
