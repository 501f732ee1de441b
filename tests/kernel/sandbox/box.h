/* SPDX-License-Identifier: MIT */
/* The guest in a sandbox, as a test starts it and looks at it. Failures are the test's. */
#ifndef TESTS_KERNEL_SANDBOX_BOX_H
#define TESTS_KERNEL_SANDBOX_BOX_H

#include "sandbox/sandbox.h"

#include <criterion/criterion.h>
#include <linux/seccomp.h>

/* Goes on as user 1000, where the tests run as root; else nothing has to change. */
void box_become_user(void);

/* Runs `guest verb` as a command. The token is an argument by which box_count_processes finds it.*/
void box_run(const char *verb, struct limits limits, struct sandbox_outcome *outcome);

/* Opens the guest as a fork server for `verb`; files: names.txt ("alice\n"), tickets.txt ("3"). */
struct sandbox *box_open(const char *verb);

/* Orders one run and lets every call go on, until the fork server is ready again. */
void box_serve(struct sandbox *sandbox);

/* Answers the notified calls of the guest's run with ANSWERED, but for writes and its exit. */
void box_serve_denying(struct sandbox *sandbox);

/* What the program wrote to stream 1 or 2 so far; free() it. */
char *box_stream(struct sandbox *sandbox, int number);

/* Processes of this machine that are guests with `verb`. */
int box_count_processes(const char *verb);

#endif
