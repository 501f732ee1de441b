/* SPDX-License-Identifier: MIT */
/* Which private memory threads share, word by word. A word belongs to the thread that touches it
 * first; as long as nobody else does, or all only read, accesses are nobody's business and cost a
 * look at one byte. Once a thread has written what another touches, all are announced.
 *
 *   UNTOUCHED ──▶ number (+ ONLY_READ) ──▶ READ_BY_MANY ──▶ SHARED        WATCHED, CONTESTED
 *
 * What came before a word was shared wasn't announced. So the director is asked at the first
 * creation of a thread for the words that earlier runs saw shared (the survey, harness/survey.c);
 * these are WATCHED or CONTESTED from the start, whatever becomes of the memory.
 *
 * A program that shares very much is hushed by the director in the middle of a run: then only
 * contested words are announced.
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
    ONLY_READ = 128, /* a bit beside the number */
    READ_BY_MANY = 251,
    SHARED,
    WATCHED,
    CONTESTED,
    LATE, /* threads beyond the numbers: no word is theirs, they share all that they touch */
};

unsigned char ownership_cells[1 << SLOT_BITS][WORDS];
bool ownership_counts;
__thread unsigned char ownership_self = MAIN;

static unsigned numbers = MAIN, threads = 1;
static bool hushed;

static void watch(void)
{
    static uint64_t watched[WATCHED_WORDS];
    long count = agent_syscall(AGENT_CALL, AGENT_WATCH, (long)watched, WATCHED_WORDS, 0, 0);
    for (long i = 0; i < count && i < WATCHED_WORDS; i++)
        *ownership_cell(watched[i]) = watched[i] & WATCHED_CONTESTED ? CONTESTED : WATCHED;
}

unsigned char ownership_new_thread(void)
{
    static bool asked;
    if (!asked)
        watch();
    asked = ownership_counts = true;
    threads++;
    return numbers < ONLY_READ - 1 ? (unsigned char)++numbers : LATE;
}

void ownership_enter(unsigned char number)
{
    ownership_self = number;
}

void ownership_thread_gone(void)
{
    ownership_counts = --threads > 1;
}

void ownership_forked(void)
{
    threads = 1;
    ownership_counts = false;
}

void ownership_hush(void)
{
    hushed = true;
}

static bool is_number(unsigned char cell)
{
    return cell < READ_BY_MANY;
}

/* What becomes of a word whose owner, if it has one, this thread isn't. */
static unsigned char changed(unsigned char cell, bool writes)
{
    unsigned char mine = ownership_self == LATE ? SHARED : ownership_self;
    if (cell == UNTOUCHED || cell == (ownership_self | ONLY_READ))
        return writes || mine == SHARED ? mine : mine | ONLY_READ;
    if (!writes && (cell == READ_BY_MANY || (is_number(cell) && cell & ONLY_READ)))
        return READ_BY_MANY;
    return cell == WATCHED || cell == CONTESTED ? cell : SHARED;
}

/* True: it is to be announced. */
static inline bool touch(unsigned char *cell, bool writes)
{
    if (*cell == ownership_self)
        return false;
    *cell = changed(*cell, writes);
    return hushed ? *cell == CONTESTED : *cell > READ_BY_MANY;
}

static inline uintptr_t next_word(uintptr_t address)
{
    return ((address >> WORD_BITS) + 1) << WORD_BITS;
}

bool ownership_shared(const volatile void *address, size_t size, bool writes)
{
    bool shared = false;
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at))
        shared |= touch(ownership_cell(at), writes);
    return shared;
}

bool ownership_contested(const volatile void *address, size_t size)
{
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at))
        if (*ownership_cell(at) == CONTESTED)
            return true;
    return false;
}

bool ownership_known(const volatile void *address, size_t size)
{
    uintptr_t first = (uintptr_t)address;
    for (uintptr_t at = first; at < first + size; at = next_word(at)) {
        unsigned char cell = *ownership_cell(at);
        if (cell != UNTOUCHED && cell != ownership_self && cell != (ownership_self | ONLY_READ))
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
        announced |= *cell > READ_BY_MANY;
        if (*cell != WATCHED && *cell != CONTESTED)
            *cell = UNTOUCHED;
    }
    if (announced)
        agent_syscall(AGENT_CALL, AGENT_FORGET, (long)address, (long)size, 0, 0);
}
