/* SPDX-License-Identifier: MIT */
/* A word is shared when an access of a run to private memory covers it: such accesses are announced
 * only where a second thread is about (agent/ownership.c). It is contested when a data race begins
 * in it; the words behind that one are contested when other races begin in them. What processes
 * share is always announced, and worth knowing only when it is contested: by an access without an
 * order, or by a signal that might have come before it, and made an end of the process. */
#include "shared_words.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "detect/data_race.h"
#include "detect/happens_before.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 4096 };

/* The first word that isn't below the address. */
static size_t position_of(const struct shared_words *words, uint64_t address)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->words[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct shared_words *words, size_t at, uint64_t address)
{
    return at < words->count && words->words[at].address == address;
}

/* True: it wasn't known, or not as contested. */
static bool add_word(struct shared_words *words, uint64_t address, bool processes, bool contested)
{
    size_t at = position_of(words, address);
    bool new = !is_at(words, at, address);
    if (new && words->count == MOST_WORDS)
        return false;
    if (new) {
        array_reserve(words->words, words->count, words->capacity);
        memmove(&words->words[at + 1], &words->words[at],
                (words->count - at) * sizeof *words->words);
        words->words[at] = (struct watched_word){.address = address, .processes = processes};
        words->count++;
    }
    bool changed = new || (contested && !words->words[at].contested);
    words->words[at].contested |= contested;
    return changed;
}

static bool add_step(struct shared_words *words, const struct run *run, const struct step *step,
                     const bool *raced)
{
    const struct object *object = &run->objects[step->object];
    uint64_t end = (uint64_t)(step->argument >> 32) + (uint32_t)step->argument;
    bool changed = false;
    if (object->class != OBJECT_MEMORY)
        return false;
    if (!object->private_memory)
        return raced[step->object] && add_word(words, object->position, true, true);
    for (uint64_t at = 0; at < end; at += MEMORY_WORD)
        changed |= add_word(words, object->position + at, false, at == 0 && raced[step->object]);
    return changed;
}

static bool is_sent_to(const struct run *run, const struct step *kill, uint32_t process)
{
    return kill->operation == OPERATION_KILL && kill->result >= 0 &&
           run->tasks[kill->task].process != process &&
           (kill->other == NO_TASK || run->tasks[kill->other].process == process);
}

/* Marks what the step's process changed before a signal was sent to it, with nothing to keep the
 * signal from having been sent earlier. */
static void mark_changes(const struct run *run, const struct happens_before *hb, size_t kill,
                         bool *raced)
{
    for (size_t i = 0; i < kill; i++) {
        const struct step *step = &run->steps[i];
        const struct object *object = &run->objects[step->object];
        bool changes = object->class == OBJECT_MEMORY && !object->private_memory &&
                       operation_info(step->operation)->access == ACCESS_WRITE;
        if (changes && is_sent_to(run, &run->steps[kill], run->tasks[step->task].process) &&
            !hb_ordered(hb, i, kill))
            raced[step->object] = true;
    }
}

static void mark_contested(const struct run *run, bool *raced)
{
    struct happens_before *hb = NULL;
    data_race_mark(run, raced);
    for (size_t i = 0; i < run->step_count; i++)
        if (run->steps[i].operation == OPERATION_KILL && run->steps[i].result >= 0) {
            hb = hb ? hb : hb_new(run);
            mark_changes(run, hb, i, raced);
        }
    hb_free(hb);
}

bool shared_words_add(struct shared_words *words, const struct run *run)
{
    cleanup_free bool *raced = allocate(run->object_count * sizeof *raced);
    bool changed = false;
    mark_contested(run, raced);
    for (size_t i = 0; i < run->step_count; i++)
        changed |= add_step(words, run, &run->steps[i], raced);
    return changed;
}

enum shared_words_news shared_words_news(const struct shared_words *words, const struct run *run)
{
    cleanup_free bool *raced = allocate(run->object_count * sizeof *raced);
    enum shared_words_news news = NEWS_NONE;
    mark_contested(run, raced);
    for (uint32_t i = 1; i < run->object_count && words->count < MOST_WORDS; i++) {
        size_t at = position_of(words, run->objects[i].position);
        bool known = is_at(words, at, run->objects[i].position);
        if (run->objects[i].class != OBJECT_MEMORY)
            continue;
        if (raced[i] && !(known && words->words[at].contested))
            return NEWS_CONTESTED;
        news = known || !run->objects[i].private_memory ? news : NEWS_SHARED;
    }
    return news;
}

void shared_words_clear(struct shared_words *words)
{
    free(words->words);
    *words = (struct shared_words){0};
}
