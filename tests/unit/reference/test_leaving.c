/* SPDX-License-Identifier: MIT */
/* What happens to children when main leaves: observed in a program of its own, leaving_main. */
#include "family.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct outcome {
    char text[256];
    int status;
    pid_t daemon;
};

static void read_all(int descriptor, char *text, size_t size)
{
    size_t length = 0;
    for (ssize_t count; length < size - 1; length += (size_t)count) {
        count = read(descriptor, text + length, size - 1 - length);
        if (count <= 0)
            break;
    }
    text[length] = '\0';
}

/* Until the program and its other child are gone; the daemon's output is closed to it. */
static struct outcome leave(const char *how)
{
    struct outcome outcome = {.status = 0};
    int output[2], pids[2];
    cr_assert_eq(pipe(output), 0);
    cr_assert_eq(pipe(pids), 0);
    pid_t program = fork();
    if (program == 0) {
        dup2(output[1], STDOUT_FILENO);
        dup2(pids[1], STDERR_FILENO);
        close(output[1]);
        close(pids[1]);
        execl(LEAVING_MAIN, "leaving_main", how, NULL);
        _exit(127);
    }
    char number[32] = "";
    cr_assert_gt(read(pids[0], number, sizeof number - 1), 0);
    outcome.daemon = atoi(number);
    waitpid(program, &outcome.status, 0);
    close(output[1]);
    if (kill(outcome.daemon, 0) == 0) {
        kill(outcome.daemon, SIGKILL);
        outcome.daemon = 0;
    }
    read_all(output[0], outcome.text, sizeof outcome.text);
    return outcome;
}

/* The daemon is terminated first, the other child awaited, and then the rest of atexit runs. */
Test(leaving, main_ends_with_its_children)
{
    const struct {
        const char *how;
        int code;
    } ways[] = {{"return", 4}, {"exit", 5}};
    for (size_t i = 0; i < 2; i++) {
        struct outcome outcome = leave(ways[i].how);
        cr_assert_eq(WEXITSTATUS(outcome.status), ways[i].code);
        cr_assert_str_eq(outcome.text, "leaving\nchild ends\natexit\n");
        cr_assert_neq(outcome.daemon, 0, "the daemon is gone");
    }
}

Test(leaving, main_may_abandon_its_children)
{
    struct outcome outcome = leave("_exit");
    cr_assert_eq(WEXITSTATUS(outcome.status), 6);
    cr_assert_eq(outcome.daemon, 0, "the daemon lived on");
    cr_assert_null(strstr(outcome.text, "atexit"));
    outcome = leave("signal");
    cr_assert(WIFSIGNALED(outcome.status));
    cr_assert_eq(outcome.daemon, 0, "the daemon lived on");
    cr_assert_null(strstr(outcome.text, "atexit"));
}
