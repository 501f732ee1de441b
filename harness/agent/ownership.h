/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_OWNERSHIP_H
#define HARNESS_AGENT_OWNERSHIP_H

#include <stdbool.h>
#include <stddef.h>

extern bool ownership_counts; /* this process has, or had, a second thread */

/* Before the process's first second thread exists: from now on everything counts. */
void ownership_begin(void);

/* What a thread that is about to be created will be known by; it gives it to ownership_enter. */
unsigned char ownership_number(void);
void ownership_enter(unsigned char number);

/* An access by this thread: do others know what it touches? From now on, it is known. */
bool ownership_shared(const volatile void *address, size_t size);

/* Does anybody but this thread know any of it? Nothing changes. */
bool ownership_known(const volatile void *address, size_t size);

/* The memory gets a new life: what was, is no longer about it. */
void ownership_forget(const volatile void *address, size_t size);

#endif
