/* SPDX-License-Identifier: MIT */
/* Workers: every job is answered once, and one that kills its worker costs nothing but itself. */
#include "job.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { JOBS = 20, LARGE = 300000 };

struct tally {
    int answers[JOBS];
    char deaths[JOBS][80];
    size_t lengths[JOBS];
    size_t deadly, failing;
};

static void work(void *context, size_t index, struct text *reply)
{
    const struct tally *tally = context;
    if (index == tally->deadly)
        raise(SIGKILL);
    if (index == tally->deadly + 1)
        _exit(7);
    for (size_t i = 0; i < (index == 3 ? LARGE : index); i++)
        text_add_string(reply, "x");
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct tally *tally = context;
    tally->answers[index]++;
    if (reply)
        tally->lengths[index] = reply->length;
    else
        snprintf(tally->deaths[index], sizeof tally->deaths[index], "%s", death);
    return index == tally->failing ? error_set(err, ERROR_INTERNAL, "stop") : 0;
}

static const struct job_class class = {work, done};

static void run_with(size_t workers)
{
    struct tally tally = {.deadly = 5, .failing = JOBS};
    struct error err = {0};
    cr_assert_eq(jobs_run(&class, &tally, JOBS, workers, &err), 0, "%s", err.message);
    for (size_t i = 0; i < JOBS; i++) {
        bool dies = i == 5 || i == 6;
        cr_expect_eq(tally.answers[i], 1, "job %zu", i);
        cr_expect_eq(tally.lengths[i], dies ? 0 : i == 3 ? LARGE : i, "job %zu", i);
        cr_expect_eq(tally.deaths[i][0] != '\0', dies);
    }
    cr_expect_str_eq(tally.deaths[5], "the grading process was killed by SIGKILL");
    cr_expect_str_eq(tally.deaths[6], "the grading process ended with status 7");
}

TestSuite(job, .timeout = 30);

Test(job, one_worker)
{
    run_with(1);
}

Test(job, several_workers)
{
    run_with(4);
}

Test(job, more_workers_than_jobs)
{
    run_with(JOBS * 2);
}

Test(job, a_caller_that_fails_stops_all)
{
    struct tally tally = {.deadly = JOBS, .failing = 2};
    struct error err = {0};
    cr_expect_eq(jobs_run(&class, &tally, JOBS, 3, &err), -1);
    cr_expect_str_eq(err.message, "stop");
}
