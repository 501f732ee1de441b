/* SPDX-License-Identifier: MIT */
/* What can go wrong in any program: each kind from the run that shows it, and not from its like. */
#include "mishap.h"
#include "sketch.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

static struct sketch sketch;
static bool accepted[256];

static void begin(void)
{
    sketch_begin(&sketch, 2);
    accepted[0] = true;
}

static void end(void)
{
    sketch_end(&sketch);
}

TestSuite(mishap, .init = begin, .fini = end);

/* Ids of the checks that fail, in their order, and the first one's message. */
static void expect_failures(const bool *right, const char *ids, const char *message)
{
    struct oracle oracle;
    char failed[128] = "", first[512] = "";
    oracle_open(&oracle, &sketch.run, "explore", NULL, 0);
    oracle.accepted = right;
    for (const struct oracle_check *check = mishap_checks(); check->id; check++) {
        struct verdict verdict = {0};
        check->judge(&oracle, &verdict);
        if (!verdict.failed)
            continue;
        if (!*first)
            strcpy(first, verdict.message);
        strcat(strcat(failed, *failed ? " " : ""), check->id);
        cr_expect_str_eq(failure_name(verdict.kind), check->id, "a check's id is its kind");
    }
    oracle_close(&oracle);
    cr_expect_str_eq(failed, ids);
    cr_expect_not_null(strstr(first, message), "%s", first);
}

static void dies_by(int signal)
{
    sketch_step(&sketch, 1, OPERATION_DEATH, OBJECT_NONE, "", NULL);
    sketch.run.tasks[1].fate = FATE_SIGNALLED;
    sketch.run.tasks[1].status = signal;
    sketch.run.tasks[1].death_step = 1;
}

Test(mishap, a_run_that_ends_well_has_none)
{
    sketch_print(&sketch, 0, "done\n");
    expect_failures(accepted, "", "");
}

Test(mishap, a_fault_of_its_own_is_a_crash)
{
    dies_by(SIGSEGV);
    expect_failures(NULL, "crash", "main.1 crashed with SIGSEGV");
}

Test(mishap, a_process_that_another_one_killed_is_none)
{
    dies_by(SIGKILL);
    expect_failures(accepted, "", "");
}

Test(mishap, abort_is_a_failed_assertion)
{
    dies_by(SIGABRT);
    expect_failures(NULL, "assertion", "main.1 called abort");
}

Test(mishap, an_exit_status_is_wrong_only_where_one_is_asked_for)
{
    sketch.run.tasks[0].status = 3;
    expect_failures(NULL, "", "");
    expect_failures(accepted, "assertion", "main ended with exit status 3");
}

Test(mishap, how_a_run_ends_is_one_kind_of_failure)
{
    static const struct {
        enum run_end end;
        const char *id;
    } rows[] = {{RUN_DEADLOCK, "deadlock"},
                {RUN_LIVELOCK, "livelock"},
                {RUN_STEP_LIMIT, "limit"},
                {RUN_LIMIT, "limit"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sketch.run.end = rows[i].end;
        expect_failures(NULL, rows[i].id, "");
    }
}

Test(mishap, two_writers_that_nothing_orders_are_a_race)
{
    sketch_step(&sketch, 0, OPERATION_MEMORY_WRITE, OBJECT_MEMORY, "counter", NULL);
    sketch_step(&sketch, 1, OPERATION_MEMORY_WRITE, OBJECT_MEMORY, "counter", NULL);
    for (int i = 0; i < 2; i++)
        sketch.run.steps[i].argument = memory_argument(0, 4);
    sketch.run.tasks[1].reap_step = 0;
    expect_failures(NULL, "race", "counter");
}

Test(mishap, a_child_that_nobody_waited_for_is_a_leak)
{
    sketch_step(&sketch, 1, OPERATION_EXIT, OBJECT_PROCESS, "main.1", NULL);
    sketch_step(&sketch, 0, OPERATION_EXIT, OBJECT_PROCESS, "main", NULL);
    sketch.run.tasks[0].death_step = 1;
    sketch.run.tasks[1].reaped_by = NO_TASK;
    expect_failures(NULL, "leak", "never waited for it");
}
