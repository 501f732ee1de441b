/* SPDX-License-Identifier: MIT */
/* Which private memory threads share, word by word. A word belongs to the thread that touches it
 * first; as long as nobody else does, its accesses are nobody's business and cost a look at one
 * byte. The first access by another thread makes it shared, and from then on all are announced.
 *
 *   UNTOUCHED ──▶ number of a thread ──▶ SHARED        WATCHED: shared from the start
 *
 * What came before a word was shared wasn't announced. So the director is asked at the first
 * creation of a thread for the words that earlier runs saw shared (the survey, harness/survey.c);
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
    SHARED = 253,
    WATCHED,
    LATE, /* threads beyond the numbers: no word is theirs, they share all that they touch */
};

unsigned char ownership_cells[1 << SLOT_BITS][WORDS];
bool ownership_counts;
__thread unsigned char ownership_self = MAIN;

static unsigned threads = MAIN;

static void watch(void)
{
    static uint64_t watched[WATCHED_WORDS];
    long count = agent_syscall(AGENT_CALL, AGENT_WATCH, (long)watched, WATCHED_WORDS, 0, 0);
    for (long i = 0; i < count && i < WATCHED_WORDS; i++)
        *ownership_cell(watched[i]) = WATCHED;
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
    return threads < SHARED - 1 ? (unsigned char)++threads : LATE;
}

void ownership_enter(unsigned char number)
{
    ownership_self = number;
}

static inline bool touch(unsigned char *cell)
{
    if (*cell == ownership_self)
        return false;
    if (*cell == UNTOUCHED && ownership_self != LATE) {
        *cell = ownership_self;
        return false;
    }
    if (*cell != WATCHED)
        *cell = SHARED;
    return true;
}

static inline uintptr_t next_word(uintptr_t address)
{
    return ((address >> WORD_BITS) + 1) << WORD_BITS;
}

bool ownership_shared(const volatile void *address, size_t size)
{
    bool shared = false;
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at))
        shared |= touch(ownership_cell(at));
    return shared;
}

bool ownership_known(const volatile void *address, size_t size)
{
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at)) {
        unsigned char cell = *ownership_cell(at);
        if (cell != UNTOUCHED && cell != ownership_self)
            return true;
    }
    return false;
}

void ownership_forget(const volatile void *address, size_t size)
{
    bool announced = false;
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at)) {
        unsigned char *cell = ownership_cell(at);
        announced |= *cell >= SHARED;
        if (*cell != WATCHED)
            *cell = UNTOUCHED;
    }
    if (announced)
        agent_syscall(AGENT_CALL, AGENT_FORGET, (long)address, (long)size, 0, 0);
}
