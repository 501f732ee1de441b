/* SPDX-License-Identifier: MIT */
/* The size of a search space, by the product of the branchings met on the way down ("Estimating the
 * efficiency of backtrack programs", Knuth, Mathematics of Computation 1975), kept as logarithms,
 * for these numbers are beyond any integer; and the sentence that says what a search has shown. */
#include "explore/estimate.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

void estimate_decision(struct estimate *estimate, const struct decision *decision)
{
    estimate->logarithm += log((double)decision->count);
}

void estimate_run(struct estimate *estimate)
{
    if (estimate->runs == 0 || estimate->logarithm > estimate->largest) {
        estimate->sum *= exp(estimate->largest - estimate->logarithm);
        estimate->largest = estimate->logarithm;
    }
    estimate->sum += exp(estimate->logarithm - estimate->largest);
    estimate->logarithm = 0;
    estimate->runs++;
}

double estimate_log10(const struct estimate *estimate)
{
    if (estimate->runs == 0)
        return 0;
    return (estimate->largest + log(estimate->sum / (double)estimate->runs)) / log(10);
}

/* "2,000": thousands apart, in any locale. */
static void add_number(struct text *text, uint64_t number)
{
    if (number >= 1000) {
        add_number(text, number / 1000);
        text_add_format(text, ",%03u", (unsigned)(number % 1000));
    } else {
        text_add_format(text, "%u", (unsigned)number);
    }
}

static void add_counted(struct text *text, uint64_t number, const char *noun)
{
    add_number(text, number);
    text_add_format(text, " %s%s", noun, number == 1 ? "" : "s");
}

static void state_finished(struct text *text, uint64_t schedules,
                           const struct strategy_progress *progress)
{
    const char *adjective = progress->classes ? "inequivalent " : "";
    uint64_t runs = progress->bounded_runs ? progress->bounded_runs : schedules;
    if (runs == 1) {
        text_add_format(text, "the only possible %sinterleaving was run", adjective);
        return;
    }
    text_add_string(text, "every one of the ");
    add_number(text, runs);
    text_add_format(text, " %sinterleavings was run", adjective);
}

/* "every schedule with at most 1 delay was run (214)", and what else there was. */
static void state_bound(struct text *text, uint64_t schedules,
                        const struct strategy_progress *progress)
{
    bool delays = progress->delay_bound > 0;
    long bound = delays ? progress->delay_bound : progress->preemption_bound;
    text_add_string(text, "every schedule with ");
    if (bound > 0) {
        text_add_string(text, "at most ");
        add_counted(text, (uint64_t)bound, delays ? "delay" : "preemption");
    } else {
        text_add_string(text, "no preemption");
    }
    text_add_string(text, " was run (");
    add_number(text, progress->bounded_runs);
    text_add_string(text, ")");
    if (schedules > progress->bounded_runs) {
        text_add_string(text, ", and ");
        add_number(text, schedules - progress->bounded_runs);
        text_add_string(text, " others");
    }
}

char *estimate_statement(const char *strategy, uint64_t seed, uint64_t schedules,
                         const struct strategy_progress *progress)
{
    struct text text = {0};
    bool bounded = progress->delay_bound > 0 || progress->preemption_bound >= 0;
    if (progress->finished) {
        state_finished(&text, schedules, progress);
        return text_steal(&text);
    }
    if (bounded)
        state_bound(&text, schedules, progress);
    else
        add_counted(&text, schedules, "schedule");
    text_add_format(&text, " by %s", strategy);
    if (strcmp(strategy, "first") != 0)
        text_add_format(&text, ", seed %llu", (unsigned long long)seed);
    return text_steal(&text);
}
