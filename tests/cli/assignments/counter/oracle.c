/* SPDX-License-Identifier: MIT */
/* Checks of an assignment that exists only for these tests. */
#include "oracle.h"
#include "oracle_file.h"
#include "oracle_process.h"

#include <stdlib.h>
#include <string.h>

static void counts(const struct oracle *oracle, struct verdict *verdict)
{
    if (!oracle_completed(oracle, verdict))
        return;
    const struct file_image *file = oracle_file_final(oracle, "counter.txt");
    int wanted = strcmp(oracle->scenario, "from-zero") == 0 ? 2 : 9;
    int found = file ? atoi(file->data) : -1;
    if (found != wanted)
        fail(verdict, FAILURE_ASSERTION, "the counter is %d at the end and should be %d", found,
             wanted);
}

static void says_so(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle_completed(oracle, verdict) && oracle_process_lines(oracle, 0, "done") != 1)
        fail(verdict, FAILURE_ASSERTION, "main doesn't say done");
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_process_clean_exit(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"counts", counts}, {"says-so", says_so}, {"clean-exit", clean_exit}, {0}};
