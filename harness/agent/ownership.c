/* SPDX-License-Identifier: MIT */
/* Which private memory threads share, word by word. A word belongs to the thread that touches it
 * first; as long as nobody else does, its accesses are nobody's business and cost a look at one
 * byte. The first access by another thread makes it shared, and from then on all are announced.
 *
 *   UNTOUCHED ──▶ number of a thread ──▶ SHARED        WATCHED: shared from the start
 *
 * What came before a word was shared wasn't announced. So the director is asked at the first
 * creation of a thread for the words that earlier runs saw shared (the survey, harness/stage.c);
 * these are WATCHED, whatever becomes of the memory.
 *
 * Bytes stand in a table by a hash of the page. Two pages that meet there make words look shared
 * that aren't, which costs announcements and nothing else. Everything depends only on addresses,
 * which are the same in every run, and on the order of accesses, which the director decides. */
#include "ownership.h"
#include "agent.h"

#include <stdint.h>
#include <string.h>

enum {
    UNTOUCHED,
    MAIN,
    NUMBERS = 253, /* threads beyond count as one that shares all it touches */
    SHARED = NUMBERS,
    WATCHED,
};

enum { PAGE_BITS = 12, WORD_BITS = 3, SLOT_BITS = 14, WORDS = 1 << (PAGE_BITS - WORD_BITS) };

static unsigned char cells[1 << SLOT_BITS][WORDS];

bool ownership_counts;

static unsigned threads = MAIN;
static __thread unsigned char self = MAIN;

static inline unsigned char *cell_of(uintptr_t address)
{
    uint64_t hash = (uint64_t)(address >> PAGE_BITS) * UINT64_C(0x9e3779b97f4a7c15);
    return &cells[hash >> (64 - SLOT_BITS)][address >> WORD_BITS & (WORDS - 1)];
}

static void watch(void)
{
    static uint64_t watched[WATCHED_WORDS];
    long count = agent_syscall(AGENT_CALL, AGENT_WATCH, (long)watched, WATCHED_WORDS, 0, 0);
    for (long i = 0; i < count && i < WATCHED_WORDS; i++)
        *cell_of(watched[i]) = WATCHED;
}

void ownership_begin(void)
{
    if (ownership_counts)
        return;
    watch();
    ownership_counts = true;
}

unsigned char ownership_number(void)
{
    return threads < NUMBERS - 1 ? (unsigned char)++threads : SHARED;
}

void ownership_enter(unsigned char number)
{
    self = number;
}

static inline bool touch(unsigned char *cell)
{
    if (*cell == self && self < SHARED)
        return false;
    if (*cell == UNTOUCHED) {
        *cell = self;
        return false;
    }
    if (*cell != WATCHED)
        *cell = SHARED;
    return true;
}

/* The words of a range, each by its own address. */
#define FOR_EACH_WORD(at, address, size)                                                           \
    for (uintptr_t at = (uintptr_t)(address), end_ = at + (size); at < end_;                       \
         at = ((at >> WORD_BITS) + 1) << WORD_BITS)

bool ownership_shared(const volatile void *address, size_t size)
{
    bool shared = false;
    FOR_EACH_WORD(at, address, size)
    shared |= touch(cell_of(at));
    return shared;
}

bool ownership_known(const volatile void *address, size_t size)
{
    FOR_EACH_WORD(at, address, size)
    {
        unsigned char cell = *cell_of(at);
        if (cell != UNTOUCHED && cell != self)
            return true;
    }
    return false;
}

void ownership_forget(const volatile void *address, size_t size)
{
    bool announced = false;
    FOR_EACH_WORD(at, address, size)
    {
        unsigned char *cell = cell_of(at);
        announced |= *cell >= SHARED;
        if (*cell != WATCHED)
            *cell = UNTOUCHED;
    }
    if (announced)
        agent_syscall(AGENT_CALL, AGENT_FORGET, (long)address, (long)size, 0, 0);
}
