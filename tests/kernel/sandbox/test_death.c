/* SPDX-License-Identifier: MIT */
/* Whoever dies, nobody is left: not when the sandbox is closed, not when its worker is killed. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(death, .timeout = 30);
TestSuite(death_of_user, .init = box_become_user, .timeout = 30);

static bool ends_soon(int process)
{
    struct pollfd wait = {.fd = process, .events = POLLIN};
    return poll(&wait, 1, 10000) == 1;
}

Test(death, closing_leaves_nobody)
{
    struct sandbox *sandbox = box_open("daemonise");
    box_serve(sandbox);
    cr_expect_eq(box_count_processes("daemonise"), 2);
    sandbox_close(sandbox);
    cr_expect_eq(box_count_processes("daemonise"), 0);
}

/* A worker in a process of its own opens a sandbox, tells the program's id, and is killed. */
static void check_killed_worker(void)
{
    int channel[2];
    cr_assert_eq(pipe(channel), 0);
    pid_t worker = fork();
    if (worker == 0) {
        struct sandbox *sandbox = box_open("daemonise");
        box_serve(sandbox);
        pid_t program = sandbox_program(sandbox);
        if (write(channel[1], &program, sizeof program) == sizeof program)
            pause();
        _exit(1);
    }
    pid_t program = 0;
    cr_assert_eq(read(channel[0], &program, sizeof program), (ssize_t)sizeof program);
    int process = (int)syscall(SYS_pidfd_open, program, 0);
    cr_assert_geq(process, 0);
    cr_assert_eq(kill(worker, SIGKILL), 0);
    cr_assert_eq(waitpid(worker, NULL, 0), worker);
    cr_expect(ends_soon(process), "the program outlives its worker");
}

Test(death, of_the_worker)
{
    check_killed_worker();
}

Test(death_of_user, of_the_worker)
{
    check_killed_worker();
}

static void do_nothing(int number)
{
    (void)number;
}

/* A handler of the worker's must not run in its keeper, and cut its wait short. */
Test(death, handlers_of_the_worker_stay_its_own)
{
    struct sigaction action = {.sa_handler = do_nothing};
    cr_assert_eq(sigaction(SIGCHLD, &action, NULL), 0);
    struct sandbox *sandbox = box_open("daemonise");
    struct error err;
    for (int i = 0; i < 3; i++) {
        box_serve(sandbox);
        cr_assert_eq(sandbox_reset(sandbox, &err), 0, "%s", err.message);
    }
    sandbox_close(sandbox);
}

/* Then the listener hangs up and the next reset is an error of ours, not a wait for ever. */
Test(death, of_the_program)
{
    struct sandbox *sandbox = box_open("hello");
    struct error err;
    cr_assert_eq(sandbox_reset(sandbox, &err), 0);
    int process = (int)syscall(SYS_pidfd_open, sandbox_program(sandbox), 0);
    cr_assert_eq(kill(sandbox_program(sandbox), SIGKILL), 0);
    cr_assert(ends_soon(process));
    cr_expect_lt(sandbox_reset(sandbox, &err), 0);
    cr_expect_eq(err.kind, ERROR_INTERNAL);
    sandbox_close(sandbox);
}

Test(death, a_program_that_is_not_there)
{
    char path[] = "/nowhere";
    char *arguments[] = {path, NULL};
    struct sandbox_spec spec = {.argv = arguments, .envp = arguments + 1};
    struct sandbox_outcome outcome;
    struct error err;
    cr_assert_lt(sandbox_run(&spec, &outcome, &err), 0);
    cr_expect_eq(err.kind, ERROR_INTERNAL);
    cr_expect_not_null(strstr(err.message, "can't be started"), "%s", err.message);
}

Test(death, a_file_that_names_its_parent)
{
    char path[] = "/program";
    char *arguments[] = {path, NULL};
    struct sandbox_file file = {"../escaped", "x", 1};
    struct sandbox_spec spec = {
        .argv = arguments, .envp = arguments + 1, .files = &file, .file_count = 1};
    struct sandbox *sandbox;
    struct error err;
    cr_expect_lt(sandbox_open(&spec, &sandbox, &err), 0);
    cr_expect_eq(err.kind, ERROR_USAGE);
}
