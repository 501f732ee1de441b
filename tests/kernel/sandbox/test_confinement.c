/* SPDX-License-Identifier: MIT */
/* What a confined program finds, as root's guest and as an ordinary user's. */
#include "box.h"

#include <errno.h>
#include <string.h>

static struct sandbox_outcome outcome;

static void destroy(void)
{
    sandbox_outcome_clear(&outcome);
}

TestSuite(of_root, .fini = destroy);
TestSuite(of_user, .init = box_become_user, .fini = destroy);

/* The same test twice. */
#define BOTH(name)                                                                                 \
    static void name(void);                                                                        \
    Test(of_root, name)                                                                            \
    {                                                                                              \
        name();                                                                                    \
    }                                                                                              \
    Test(of_user, name)                                                                            \
    {                                                                                              \
        name();                                                                                    \
    }                                                                                              \
    static void name(void)

static void run(const char *verb)
{
    box_run(verb, (struct limits){0}, &outcome);
    cr_assert_eq(outcome.end, SANDBOX_EXITED, "it ended by %d, status %d", outcome.end,
                 outcome.status);
}

#define EXPECT_OUTPUT(text) cr_expect_str_eq(outcome.output, text)

BOTH(output_status_and_files_come_back)
{
    run("hello");
    cr_expect_eq(outcome.status, 0);
    EXPECT_OUTPUT("hello\nworld\nno folder: 2\nmkdir: 0\n");
    cr_assert_eq(outcome.file_count, 3);
    cr_expect_str_eq(outcome.files[0].path, "left");
    cr_expect_str_eq(outcome.files[1].path, "names.txt");
    cr_expect_str_eq(outcome.files[1].data, "alice\n");
}

BOTH(nothing_of_the_machine_is_there)
{
    run("machine");
    EXPECT_OUTPUT("/etc/passwd: 2\n/proc/self: 2\n/sys: 2\n/root: 2\n/home: 2\n/usr: 2\n"
                  "/../etc: 2\n/dev/kmsg: 2\n/dev/tty: 2\n/dev/null: 0\n/dev/urandom: 0\n");
}

BOTH(the_program_cannot_be_replaced)
{
    run("root");
    EXPECT_OUTPUT("replace: 18\nremove: 30\noverwrite: 13\nadd: 30\nchmod: 30\nmount over: 30\n"
                  "write: 0\nrun a file of one's own: 13\n");
}

BOTH(identity_is_fixed_and_weak)
{
    run("identity");
    char *stack = strstr(outcome.output, "stack: ");
    cr_assert_not_null(stack);
    *stack = '\0';
    EXPECT_OUTPUT("user: 1000 1000 1000\npid: 2 1 2\nnew privileges: 1\nbounding: 0\n"
                  "host: sandbox\n");
}

BOTH(addresses_are_the_same_each_time)
{
    struct sandbox_outcome again;
    run("identity");
    box_run("identity", (struct limits){0}, &again);
    EXPECT_OUTPUT(again.output);
    sandbox_outcome_clear(&again);
}

BOTH(there_is_no_network)
{
    run("network");
    EXPECT_OUTPUT("inet: 1\nunix: 1\nnetlink: 1\nalg: 1\ninet pair: 38\nunix pair: 0\n");
}

BOTH(ways_out_are_shut)
{
    run("escape");
    /* The keeper ignores the signal: process 1 of a namespace can't be killed from inside. */
    EXPECT_OUTPUT("unshare: 1\nchroot: 1\npriority: 1\naffinity: 1\nkeeper: 0\n");
}

BOTH(nobody_survives_a_command)
{
    run("daemonise");
    EXPECT_OUTPUT("left one behind\n");
    cr_expect_eq(box_count_processes("daemonise"), 0);
}

BOTH(this_machine_passes_its_own_check)
{
    struct error err;
    cr_expect_eq(sandbox_check(&err), 0, "%s", err.message);
    for (const struct sandbox_feature *feature = sandbox_probe(); feature->name; feature++) {
        cr_expect(feature->available || !feature->required, "%s: %s", feature->name,
                  feature->detail);
        cr_expect_not_null(feature->detail);
    }
}
