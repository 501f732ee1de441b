/* SPDX-License-Identifier: MIT */
/* Processes: their life, what a child inherits, how it ends. After CPython's _TestProcess. */
#include "family.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int for_ever(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return 0;
}

static int return_number(void *number)
{
    return *(int *)number;
}

Test(process, the_first_process_is_current_alive_and_not_daemonic)
{
    mp_process *self = mp_current_process();
    int code;
    cr_assert_str_eq(mp_process_name(self), "MainProcess");
    cr_assert(mp_process_is_alive(self));
    cr_assert_not(mp_process_daemon(self));
    cr_assert_eq(mp_process_pid(self), getpid());
    cr_assert_eq(mp_process_exitcode(self, &code), MP_STATE);
}

Test(process, has_a_pid_and_lives_between_start_and_end)
{
    mp_connection *ends[2];
    cr_assert_eq(mp_pipe(ends, false), MP_OK);
    mp_process process;
    cr_assert_eq(mp_process_init(&process, for_ever, NULL), MP_OK);
    cr_assert_eq(mp_process_pid(&process), 0);
    cr_assert_not(mp_process_is_alive(&process));
    cr_assert_eq(mp_active_children(NULL, 0), 0);

    cr_assert_eq(mp_process_start(&process), MP_OK);
    mp_process *alive[2] = {NULL, NULL};
    cr_assert_gt(mp_process_pid(&process), 0);
    cr_assert(mp_process_is_alive(&process));
    cr_assert_eq(mp_active_children(alive, 2), 1);
    cr_assert_eq(alive[0], &process);
    int code;
    cr_assert_eq(mp_process_exitcode(&process, &code), MP_STATE);

    cr_assert_eq(mp_process_terminate(&process), MP_OK);
    cr_assert_eq(mp_process_join(&process, PATIENCE), MP_OK);
    cr_assert_eq(mp_process_join(&process, MP_FOREVER), MP_OK, "again");
    cr_assert_not(mp_process_is_alive(&process));
    cr_assert_eq(mp_active_children(NULL, 0), 0);
    cr_assert_eq(end(&process), -SIGTERM);
}

static int see_yourself(void *argument)
{
    mp_process *self = mp_current_process();
    return strcmp(mp_process_name(self), "alice") == 0 && mp_process_pid(self) == getpid() &&
                   self->argument == argument && mp_process_is_alive(self) &&
                   mp_active_children(NULL, 0) == 0
               ? 0
               : 1;
}

Test(process, a_child_sees_its_own_name_pid_and_argument)
{
    mp_process process;
    int anything;
    cr_assert_eq(mp_process_init(&process, see_yourself, &anything), MP_OK);
    cr_assert_eq(mp_process_set_name(&process, "alice"), MP_OK);
    cr_assert_eq(mp_process_start(&process), MP_OK);
    cr_assert_eq(end(&process), 0);
}

static int name_a_grandchild(void *unused)
{
    (void)unused;
    mp_process process;
    mp_process_init(&process, for_ever, NULL);
    return strcmp(mp_process_name(&process), "Process-2:1");
}

Test(process, default_names_count_and_nest)
{
    mp_process first, second;
    mp_process_init(&first, for_ever, NULL);
    mp_process_init(&second, name_a_grandchild, NULL);
    cr_assert_str_eq(mp_process_name(&first), "Process-1");
    cr_assert_str_eq(mp_process_name(&second), "Process-2");
    cr_assert_eq(mp_process_start(&second), MP_OK);
    cr_assert_eq(end(&second), 0);
    cr_assert_eq(mp_process_close(&first), MP_OK);
}

static int daemon_flag_of_a_child(void *unused)
{
    (void)unused;
    mp_process process;
    mp_process_init(&process, for_ever, NULL);
    bool inherited = mp_process_daemon(&process);
    return inherited && mp_process_start(&process) == MP_DAEMON ? 0 : 1;
}

Test(process, daemonic_is_inherited_and_may_have_no_children)
{
    mp_process process;
    mp_process_init(&process, daemon_flag_of_a_child, NULL);
    cr_assert_not(mp_process_daemon(&process));
    cr_assert_eq(mp_process_set_daemon(&process, true), MP_OK);
    cr_assert_eq(mp_process_start(&process), MP_OK);
    cr_assert_eq(end(&process), 0);
    cr_assert_str_eq(mp_strerror(MP_DAEMON), "daemonic processes are not allowed to have children");
}

Test(process, join_with_a_timeout_returns_when_it_runs_out)
{
    mp_process process;
    start(&process, for_ever, NULL);
    cr_assert_eq(mp_process_join(&process, 0), MP_TIMEOUT);
    cr_assert_eq(mp_process_join(&process, -2.0), MP_TIMEOUT);
    double before = mp_time();
    cr_assert_eq(mp_process_join(&process, 0.02), MP_TIMEOUT);
    cr_assert_geq(mp_time() - before, 0.02);
    cr_assert(mp_process_is_alive(&process));
    cr_assert_eq(mp_process_kill(&process), MP_OK);
    cr_assert_eq(end(&process), -SIGKILL);
}

/* As on a kernel without pidfds: no descriptor is left for one. */
static int join_without_descriptors(mp_process *process, double timeout)
{
    struct rlimit files, none;
    getrlimit(RLIMIT_NOFILE, &files);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = files.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    int status = mp_process_join(process, timeout);
    setrlimit(RLIMIT_NOFILE, &files);
    return status;
}

static int exit_after(void *seconds)
{
    mp_sleep(*(double *)seconds);
    return 3;
}

Test(process, join_with_a_timeout_needs_no_descriptor)
{
    mp_process process;
    double a_moment = 0.1;
    start(&process, exit_after, &a_moment);
    double before = mp_time();
    cr_assert_eq(join_without_descriptors(&process, 0.02), MP_TIMEOUT);
    cr_assert_geq(mp_time() - before, 0.02);
    cr_assert_eq(join_without_descriptors(&process, PATIENCE), MP_OK);
    cr_assert_lt(mp_time() - before, PATIENCE / 2);
    cr_assert_eq(end(&process), 3);
}

Test(process, exit_codes_are_the_targets_value_modulo_256)
{
    const struct {
        int value, code;
    } cases[] = {{0, 0}, {1, 1}, {8, 8}, {255, 255}, {300, 44}, {-1, 255}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int value = cases[i].value;
        cr_assert_eq(run(return_number, &value), cases[i].code, "%d", value);
    }
}

/* An object-style process: the structure starts with the process, and run is its own. */
struct doubler {
    mp_process base;
    mp_connection *requests, *answers;
};

static int double_numbers(mp_process *self)
{
    struct doubler *doubler = (struct doubler *)self;
    for (int number;
         mp_connection_recv(doubler->requests, &number, sizeof number, NULL) == MP_OK;) {
        if (number == 0)
            return 7;
        number *= 2;
        mp_connection_send(doubler->answers, &number, sizeof number);
    }
    return 1;
}

Test(process, run_can_be_overridden)
{
    mp_connection *requests[2], *answers[2];
    mp_pipe(requests, false);
    mp_pipe(answers, false);
    struct doubler doubler = {.requests = requests[0], .answers = answers[1]};
    cr_assert_eq(mp_process_init(&doubler.base, NULL, NULL), MP_OK);
    doubler.base.run = double_numbers;
    cr_assert_eq(mp_process_start(&doubler.base), MP_OK);
    for (int number = 1; number < 4; number++) {
        int answer = 0;
        mp_connection_send(requests[1], &number, sizeof number);
        cr_assert_eq(mp_connection_recv(answers[0], &answer, sizeof answer, NULL), MP_OK);
        cr_assert_eq(answer, 2 * number);
    }
    mp_connection_send(requests[1], &(int){0}, sizeof(int));
    cr_assert_eq(end(&doubler.base), 7);
}

/* Writes the path to each node of a tree of processes, depth 2, in the order of a walk. */
struct node {
    mp_queue *paths;
    int depth;
    int path[2];
};

static int walk(void *argument)
{
    struct node node = *(struct node *)argument;
    mp_queue_put(node.paths, &node, sizeof node, MP_FOREVER);
    if (node.depth == 2)
        return 0;
    node.depth++;
    for (node.path[node.depth - 1] = 0; node.path[node.depth - 1] < 2;
         node.path[node.depth - 1]++) {
        mp_process child;
        mp_process_init(&child, walk, &node);
        if (mp_process_start(&child) != MP_OK || mp_process_join(&child, MP_FOREVER) != MP_OK)
            return 1;
    }
    return 0;
}

Test(process, children_start_children)
{
    struct node root = {.paths = mp_queue_new(0)}, got;
    const struct {
        int depth, first, second;
    } expected[] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {2, 0, 1}, {1, 1, 0}, {2, 1, 0}, {2, 1, 1}};
    cr_assert_eq(run(walk, &root), 0);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        cr_assert_eq(mp_queue_get(root.paths, &got, sizeof got, NULL, 0), MP_OK);
        cr_assert_eq(got.depth, expected[i].depth);
        cr_assert(got.depth < 1 || got.path[0] == expected[i].first);
        cr_assert(got.depth < 2 || got.path[1] == expected[i].second);
    }
    mp_queue_free(root.paths);
}

Test(process, many_at_once)
{
    enum { MANY = 40 };
    mp_process quick[MANY], slow[MANY];
    int number = 3;
    for (int i = 0; i < MANY; i++) {
        start(&quick[i], return_number, &number);
        start(&slow[i], for_ever, NULL);
    }
    for (int i = 0; i < MANY; i++)
        cr_assert_eq(mp_process_terminate(&slow[i]), MP_OK);
    for (int i = 0; i < MANY; i++) {
        cr_assert_eq(end(&quick[i]), 3);
        cr_assert_eq(end(&slow[i]), -SIGTERM);
    }
}

Test(process, starts_leave_no_descriptor_behind)
{
    size_t before = open_descriptors();
    int number = 0;
    for (int i = 0; i < 20; i++) {
        mp_process process;
        start(&process, for_ever, NULL);
        mp_process_join(&process, 0.001);
        mp_process_kill(&process);
        cr_assert_eq(end(&process), -SIGKILL);
        run(return_number, &number);
    }
    cr_assert_eq(open_descriptors(), before);
}

static int report_descriptors(void *unused)
{
    (void)unused;
    return (int)open_descriptors();
}

Test(process, pidfds_are_not_for_the_children)
{
    int before = run(report_descriptors, NULL);
    mp_process process;
    start(&process, for_ever, NULL);
    mp_process_join(&process, 0.001);
    cr_assert_eq(run(report_descriptors, NULL), before);
    mp_process_kill(&process);
    end(&process);
}

static int use_a_sibling(void *sibling)
{
    int code;
    return mp_process_join(sibling, 0) == MP_STATE && mp_process_terminate(sibling) == MP_STATE &&
                   mp_process_kill(sibling) == MP_STATE && !mp_process_is_alive(sibling) &&
                   mp_process_exitcode(sibling, &code) == MP_STATE &&
                   mp_process_start(sibling) == MP_STATE && mp_process_close(sibling) == MP_STATE
               ? 0
               : 1;
}

Test(process, belongs_to_its_parent)
{
    mp_process process;
    start(&process, for_ever, NULL);
    cr_assert_eq(run(use_a_sibling, &process), 0);
    cr_assert(mp_process_is_alive(&process));
    mp_process_kill(&process);
    end(&process);
}

Test(process, that_other_code_reaps_counts_as_ended)
{
    int number = 5, code;
    mp_process process;
    start(&process, return_number, &number);
    cr_assert_eq(waitpid(mp_process_pid(&process), NULL, 0), mp_process_pid(&process));
    cr_assert_not(mp_process_is_alive(&process));
    cr_assert_eq(mp_process_terminate(&process), MP_OK);
    cr_assert_eq(mp_process_join(&process, MP_FOREVER), MP_OK);
    cr_assert_eq(mp_process_exitcode(&process, &code), MP_SYSTEM);
    cr_assert_eq(errno, ECHILD);
    cr_assert_eq(mp_process_close(&process), MP_OK);
}

Test(process, that_nobody_needs_to_reap_counts_as_ended)
{
    int number = 5, code;
    signal(SIGCHLD, SIG_IGN);
    mp_process forever, timed;
    start(&forever, return_number, &number);
    start(&timed, return_number, &number);
    cr_assert_eq(mp_process_join(&forever, MP_FOREVER), MP_OK);
    cr_assert_eq(mp_process_join(&timed, PATIENCE), MP_OK);
    cr_assert_eq(mp_process_exitcode(&timed, &code), MP_SYSTEM);
    mp_process_close(&forever);
    mp_process_close(&timed);
}

static void join_it(mp_process *process)
{
    mp_process_join(process, 0);
}

static void ask_for_life(mp_process *process)
{
    cr_assert_not(mp_process_is_alive(process));
}

static void ask_for_code(mp_process *process)
{
    cr_assert_eq(mp_process_exitcode(process, NULL), MP_OK);
}

static void list_children(mp_process *unused)
{
    (void)unused;
    cr_assert_eq(mp_active_children(NULL, 0), 0);
}

static void start_another(mp_process *unused)
{
    int number = 0;
    (void)unused;
    cr_assert_eq(run(return_number, &number), 0);
}

Test(process, that_ended_is_reaped_by_whatever_asks)
{
    void (*const ask[])(mp_process *) = {join_it, ask_for_life, ask_for_code, list_children,
                                         start_another};
    int number = 7;
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        mp_process process;
        siginfo_t ended;
        start(&process, return_number, &number);
        pid_t pid = mp_process_pid(&process);
        cr_assert_eq(waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOWAIT), 0, "a zombie by now");
        ask[i](&process);
        cr_expect_eq(waitpid(pid, NULL, WNOHANG), -1, "number %zu leaves it", i);
        cr_assert_eq(end(&process), 7);
    }
}

static void survive(int signal)
{
    (void)signal;
}

Test(process, inherits_the_handler_that_survives_terminate)
{
    signal(SIGTERM, survive);
    mp_process process;
    start(&process, for_ever, NULL);
    cr_assert_eq(mp_process_terminate(&process), MP_OK);
    cr_assert_eq(mp_process_join(&process, 0.02), MP_TIMEOUT);
    mp_process_kill(&process);
    cr_assert_eq(end(&process), -SIGKILL);
}

/* Interrupts its parent's join again and again, then ends. */
static int interrupt_parent(void *unused)
{
    (void)unused;
    for (int i = 0; i < 20; i++) {
        kill(getppid(), SIGUSR1);
        mp_sleep(0.0005);
    }
    return 4;
}

Test(process, join_survives_signals)
{
    struct sigaction action = {.sa_handler = survive}; /* no SA_RESTART */
    sigaction(SIGUSR1, &action, NULL);
    mp_process process;
    start(&process, interrupt_parent, NULL);
    cr_assert_eq(mp_process_join(&process, MP_FOREVER), MP_OK);
    cr_assert_eq(end(&process), 4);
    cr_assert_eq(run(interrupt_parent, NULL), 4, "with a timeout");
}

static int fork_a_sleeper(void *release)
{
    if (fork() == 0) {
        mp_event_wait(release, MP_FOREVER);
        _exit(0);
    }
    return 0;
}

/* Python waits for a pipe that the grandchild has inherited. */
Test(process, join_does_not_wait_for_a_grandchild)
{
    mp_event *release = mp_event_new();
    mp_process process;
    start(&process, fork_a_sleeper, release);
    cr_assert_eq(mp_process_join(&process, PATIENCE), MP_OK);
    cr_assert_eq(end(&process), 0);
    mp_event_set(release);
}

static void *sleep_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static int leave_a_thread(void *unused)
{
    pthread_t thread;
    (void)unused;
    return pthread_create(&thread, NULL, sleep_for_ever, NULL);
}

Test(process, a_childs_threads_end_with_its_target)
{
    cr_assert_eq(run(leave_a_thread, NULL), 0);
}

static int start_without_join(void *report)
{
    mp_process child;
    int *number = report;
    mp_process_init(&child, return_number, number);
    return mp_process_start(&child) == MP_OK ? 0 : 1;
}

static int slow_report(void *flag)
{
    mp_sleep(0.02);
    *(int *)flag = 1;
    return 0;
}

static int leave_a_slow_child(void *flag)
{
    mp_process child;
    mp_process_init(&child, slow_report, flag);
    return mp_process_start(&child);
}

Test(process, a_child_waits_for_its_children)
{
    int *flag = mp_shared_new(sizeof *flag), number = 0;
    cr_assert_eq(run(start_without_join, &number), 0);
    cr_assert_eq(run(leave_a_slow_child, flag), 0);
    cr_assert_eq(*flag, 1);
    mp_shared_free(flag);
}

static int *handlers_run;

static void of_the_parent(void)
{
    handlers_run[0]++;
}

static void of_the_child(void)
{
    handlers_run[1]++;
}

static int call_exit(void *unused)
{
    (void)unused;
    atexit(of_the_child);
    exit(6);
}

Test(process, a_child_that_exits_runs_its_own_handlers_only)
{
    handlers_run = mp_shared_new(2 * sizeof *handlers_run);
    atexit(of_the_parent);
    cr_assert_eq(run(call_exit, NULL), 6);
    cr_assert_eq(handlers_run[0], 0);
    cr_assert_eq(handlers_run[1], 1);
}

/* Three generations: the middle one holds the watched pipe's sending end until it is killed. */
struct generations {
    mp_connection *watch[2];
    mp_connection *report[2];
};

static int notice_death(void *argument)
{
    struct generations *pipes = argument;
    char byte = 0;
    mp_connection_close(pipes->watch[1]);
    mp_connection_send(pipes->report[1], &byte, 1);
    byte = mp_connection_recv(pipes->watch[0], &byte, 1, NULL) == MP_EOF;
    mp_connection_send(pipes->report[1], &byte, 1);
    return 0;
}

static int middle(void *argument)
{
    mp_process child;
    mp_process_init(&child, notice_death, argument);
    mp_process_start(&child);
    return for_ever(NULL);
}

Test(process, a_grandchild_outlives_a_terminated_child)
{
    struct generations pipes;
    mp_pipe(pipes.watch, false);
    mp_pipe(pipes.report, false);
    mp_process process;
    start(&process, middle, &pipes);
    mp_connection_close(pipes.watch[1]);
    char byte = 1;
    cr_assert_eq(mp_connection_recv(pipes.report[0], &byte, 1, NULL), MP_OK, "it is there");
    mp_process_kill(&process);
    cr_assert_eq(end(&process), -SIGKILL);
    cr_assert_eq(mp_connection_poll(pipes.report[0], PATIENCE), MP_OK);
    cr_assert_eq(mp_connection_recv(pipes.report[0], &byte, 1, NULL), MP_OK);
    cr_assert_eq(byte, 1, "it noticed the death");
}

Test(process, a_dead_object_does_not_confuse_the_next)
{
    int number = 2;
    for (int i = 0; i < 3; i++) {
        mp_process process;
        start(&process, for_ever, NULL);
        mp_process_kill(&process);
    }
    cr_assert_eq(run(return_number, &number), 2);
}
