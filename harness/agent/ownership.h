/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_OWNERSHIP_H
#define HARNESS_AGENT_OWNERSHIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern bool ownership_counts; /* this process has a second thread, or one that nobody joined */

/* One byte for each word: whose it is. */
enum { PAGE_BITS = 12, WORD_BITS = 3, SLOT_BITS = 14, WORDS = 1 << (PAGE_BITS - WORD_BITS) };
extern unsigned char ownership_cells[1 << SLOT_BITS][WORDS];
extern __thread unsigned char ownership_self; /* what is in the cells of this thread's words */

static inline unsigned char *ownership_cell(uintptr_t address)
{
    uint32_t hash = (uint32_t)(address >> PAGE_BITS) * UINT32_C(0x9e3779b9);
    return &ownership_cells[hash >> (32 - SLOT_BITS)][address >> WORD_BITS & (WORDS - 1)];
}

/* Before a thread is created: what it will be known by. From now on everything counts. */
unsigned char ownership_new_thread(void);
void ownership_enter(unsigned char number); /* in the new thread */
void ownership_thread_gone(void);           /* it was joined, or couldn't be created */
void ownership_forked(void);                /* in a child: other threads stayed behind */
void ownership_hush(void);                  /* only contested words are worth announcing now */

/* An access within one word, by this thread: is it the word's owner? The usual case, and quick. */
static inline bool ownership_is_mine(const volatile void *address)
{
    return *ownership_cell((uintptr_t)address) == ownership_self;
}

/* An access by this thread: is it others' business? */
bool ownership_shared(const volatile void *address, size_t size, bool writes);

/* Is it known from earlier runs that nothing orders what threads do to a part of it? */
bool ownership_contested(const volatile void *address, size_t size);

/* Does anybody but this thread know any of it? Nothing changes. */
bool ownership_known(const volatile void *address, size_t size);

/* The memory gets a new life: what was, is no longer about it. */
void ownership_forget(const volatile void *address, size_t size);

#endif
