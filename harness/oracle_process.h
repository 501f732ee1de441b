/* SPDX-License-Identifier: MIT */
/* What oracles ask about the processes of a run: who printed what, and how each of them ended. A
 * process is named by its first task; NO_TASK stands for any. */
#ifndef HARNESS_ORACLE_PROCESS_H
#define HARNESS_ORACLE_PROCESS_H

#include "oracle.h"

/* The process other than main that first completed the line `text`; NO_TASK when none did. */
uint32_t oracle_process_printing(const struct oracle *oracle, const char *text);

/* How many complete lines of the process are `text`. */
size_t oracle_process_lines(const struct oracle *oracle, uint32_t process, const char *text);

/* Index of the process's first step of this kind at or after `from`; run->step_count: none. */
size_t oracle_process_step(const struct oracle *oracle, uint32_t process, enum operation operation,
                           size_t from);

/* True for the first task of each process, false for further threads. */
bool oracle_is_process(const struct oracle *oracle, uint32_t task);

/* Index of the step with which the process came to be, or to its end: the last one before that was
 * known. run->step_count for the end of one that didn't end. */
size_t oracle_process_birth(const struct oracle *oracle, uint32_t process);
size_t oracle_process_end(const struct oracle *oracle, uint32_t process);

/* Virtual nanoseconds between a process's birth and its end (or the run's, if it didn't end). */
uint64_t oracle_process_lifetime(const struct oracle *oracle, uint32_t process);

/* "exit status 1", "killed by signal 11", "still running". */
const char *oracle_process_fate(const struct oracle *oracle, uint32_t process, char buffer[64]);

/* Fails unless the run came to its end, main's exit status was 0, and no process was left behind:
 * none still running, none an orphan, none a zombie. */
bool oracle_process_clean_exit(const struct oracle *oracle, struct verdict *verdict);

#endif
