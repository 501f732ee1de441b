/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_MEMORY_H
#define HARNESS_AGENT_MEMORY_H

#include "contract/operation.h"

#include <stdbool.h>
#include <stddef.h>

/* False: this process shares memory with nobody, and has one thread. */
bool memory_matters(void);
/* Announce an access to a range, where it is others' business. */
void memory_reads(const volatile void *address, size_t size);
void memory_writes(const volatile void *address, size_t size);
/* memcpy and memset in a few pieces, each announced before: others may come in between. */
void memory_copy(void *to, const void *from, size_t size);
void memory_fill(void *to, int byte, size_t size);
void memory_atomic(enum operation operation, const volatile void *address, size_t size);

#endif
