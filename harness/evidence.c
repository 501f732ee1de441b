/* SPDX-License-Identifier: MIT */
/* What a verdict rests on, in one sentence. Never "correct": only what was run. */
#include "evidence.h"

#include "base/allocate.h"

#include <stdlib.h>

void evidence_finished(struct experiment_report *report)
{
    for (size_t i = 0; i < report->check_count; i++)
        report->checks[i].evidence.exhaustive |= report->checks[i].state == CHECK_PASS;
}

static char *statement_of(const struct check_report *check, uint64_t seed)
{
    const struct evidence *evidence = &check->evidence;
    unsigned long long schedules = evidence->schedules;
    if (check->state == CHECK_FAIL)
        return format_string("schedule %llu failed, and failed again when it was repeated",
                             (unsigned long long)evidence->first_failure);
    if (check->state == CHECK_INCONCLUSIVE)
        return format_string("%llu schedules were run, not all of them to an end that can be "
                             "judged",
                             schedules);
    if (evidence->exhaustive)
        return format_string("every one of the %llu schedules that strategy %s distinguishes was "
                             "run",
                             schedules, evidence->strategy);
    return format_string("%llu schedules chosen by strategy %s, seed %llu, were run", schedules,
                         evidence->strategy, (unsigned long long)seed);
}

void evidence_state(struct experiment_report *report, uint64_t seed)
{
    for (size_t i = 0; i < report->check_count; i++)
        report->checks[i].evidence.statement = statement_of(&report->checks[i], seed);
}
