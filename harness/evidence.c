/* SPDX-License-Identifier: MIT */
/* What a verdict rests on, in one sentence. Never "correct": only what was run. */
#include "evidence.h"

#include "base/allocate.h"
#include "explore/estimate.h"

static char *statement_of(const struct check_report *check, const char *strategy, uint64_t seed,
                          const struct strategy_progress *progress)
{
    const struct evidence *evidence = &check->evidence;
    switch (check->state) {
    case CHECK_FAIL:
        return format_string("schedule %llu failed, and failed again whenever it was repeated",
                             (unsigned long long)evidence->first_failure);
    case CHECK_INCONCLUSIVE:
        return format_string("%llu schedules were run, not all of them to an end that can be "
                             "judged",
                             (unsigned long long)evidence->schedules);
    case CHECK_PASS:
        break;
    }
    return estimate_statement(strategy, seed, evidence->schedules, progress);
}

void evidence_state(struct experiment_report *report, const char *strategy, uint64_t seed,
                    const struct strategy_progress *progress)
{
    for (size_t i = 0; i < report->check_count; i++) {
        struct check_report *check = &report->checks[i];
        if (check->state == CHECK_PASS) {
            check->evidence.exhaustive = progress->finished;
            check->evidence.preemption_bound = progress->preemption_bound;
        }
        check->evidence.statement = statement_of(check, strategy, seed, progress);
    }
}
