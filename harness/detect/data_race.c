/* SPDX-License-Identifier: MIT */
/* The rule for memory. An object of class memory is an aligned word; which bytes an access means is
 * in its argument (memory_argument): neighbours in one word are no race.
 *
 * An access may go on behind its word, over words that are objects of their own only if another
 * access begins there. That is enough: of two accesses that overlap, the one that begins later
 * begins in a word that both touch. So an access counts for each object that it covers. */
#include "detect/data_race.h"

#include "base/allocate.h"
#include "detect/race.h"

#include <stdlib.h>

enum { PLAIN_READ, PLAIN_WRITE, ATOMIC_READ, ATOMIC_WRITE };

static int access_of(const struct run *run, const struct step *step)
{
    (void)run;
    switch (step->operation) {
    case OPERATION_MEMORY_READ:
        return PLAIN_READ;
    case OPERATION_MEMORY_WRITE:
        return PLAIN_WRITE;
    case OPERATION_ATOMIC_READ:
    case OPERATION_RELAXED_READ:
        return ATOMIC_READ;
    case OPERATION_ATOMIC_WRITE:
    case OPERATION_ATOMIC_UPDATE:
    case OPERATION_ACQUIRE_UPDATE:
    case OPERATION_RELEASE_UPDATE:
    case OPERATION_RELAXED_WRITE:
    case OPERATION_RELAXED_UPDATE:
        return ATOMIC_WRITE;
    default:
        return -1;
    }
}

static bool is_write(int access)
{
    return access == PLAIN_WRITE || access == ATOMIC_WRITE;
}

static bool is_atomic(int access)
{
    return access == ATOMIC_READ || access == ATOMIC_WRITE;
}

static bool conflict(int first, int second)
{
    return (is_write(first) || is_write(second)) && !(is_atomic(first) && is_atomic(second));
}

struct word {
    uint64_t space, position;
    uint32_t object;
};

struct words { /* all that the run knows, by where they lie */
    struct word *items;
    size_t count;
};

struct data_race_search {
    struct words words;
    struct detections *found; /* one of the two */
    bool *raced;              /* by object */
};

static int by_position(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    if (a->space != b->space)
        return a->space < b->space ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

static struct words list_words(const struct run *run)
{
    struct words words = {.items = allocate((run->object_count + 1) * sizeof *words.items)};
    for (uint32_t i = 1; i < run->object_count; i++)
        if (run->objects[i].class == OBJECT_MEMORY && run->objects[i].space)
            words.items[words.count++] =
                (struct word){run->objects[i].space, run->objects[i].position, i};
    qsort(words.items, words.count, sizeof *words.items, by_position);
    return words;
}

static uint32_t end_of(const struct step *step)
{
    return (uint32_t)(step->argument >> 32) + (uint32_t)step->argument;
}

/* The number-th word, from 1 on, that the access covers behind its own. */
static bool covered_word(const struct race_search *search, const struct step *step, size_t number,
                         struct race_place *place)
{
    const struct words *words = &((const struct data_race_search *)search->context)->words;
    const struct object *object = &search->run->objects[step->object];
    struct word key = {object->space, object->position, step->object};
    const struct word *own =
        bsearch(&key, words->items, words->count, sizeof *words->items, by_position);
    if (!own || (size_t)(own - words->items) + number >= words->count)
        return false;
    const struct word *word = own + number;
    uint64_t distance = word->position - own->position;
    if (word->space != own->space || distance >= end_of(step))
        return false;
    uint64_t left = end_of(step) - distance;
    place->object = word->object;
    place->part = left < MEMORY_WORD ? left : MEMORY_WORD;
    return true;
}

static bool place_of(const struct race_search *search, const struct step *step, size_t number,
                     struct race_place *place)
{
    if (number > 0)
        return memory_leaves_word(step->operation, step->argument) &&
               covered_word(search, step, number, place);
    *place = (struct race_place){step->object, (uint64_t)step->argument};
    return true;
}

static bool overlap(uint64_t first, uint64_t second)
{
    return memory_overlaps((int64_t)first, (int64_t)second);
}

static void search_run(const struct run *run, const struct happens_before *hb,
                       void (*found)(const struct race_search *, uint32_t, const size_t[2]),
                       struct data_race_search *own)
{
    const struct race_rule rule = {.access = access_of,
                                   .place = place_of,
                                   .overlap = overlap,
                                   .conflict = conflict,
                                   .found = found};
    own->words = list_words(run);
    race_find(&(struct race_search){.run = run, .hb = hb, .rule = &rule, .context = own});
    free(own->words.items);
}

/* Of the two accesses, the one that begins in the word that both touch tells what it is. */
static const char *name_of(const struct run *run, uint32_t object, const size_t steps[2])
{
    const struct step *first = &run->steps[steps[0]], *second = &run->steps[steps[1]];
    return run_object_name(run, first->object == object ? first : second);
}

static bool same_read(const struct step *a, const struct step *b)
{
    return b->operation == OPERATION_MEMORY_READ && a->object == b->object;
}

static bool is_pause(const struct step *step)
{
    return step->operation == OPERATION_YIELD || step->operation == OPERATION_SLEEP;
}

/* How often its task reads the same again from there on, with nothing but pauses in between. */
static size_t rereads(const struct run *run, size_t step, long direction)
{
    size_t times = 0;
    const struct step *read = &run->steps[step];
    for (size_t i = step + (size_t)direction; i < run->step_count; i += (size_t)direction) {
        if (run->steps[i].task != read->task || is_pause(&run->steps[i]))
            continue;
        if (!same_read(read, &run->steps[i]))
            break;
        times++;
    }
    return times;
}

enum { LOOP = 3 };

static bool is_in_loop(const struct run *run, size_t step)
{
    return run->steps[step].operation == OPERATION_MEMORY_READ &&
           rereads(run, step, 1) + rereads(run, step, -1) >= LOOP;
}

static void add_flag(const struct data_race_search *own, const struct run *run, uint32_t object,
                     const size_t steps[2])
{
    struct detection detection = {.kind = DETECTION_PLAIN_FLAG, .steps = {steps[0], steps[1]}};
    detection_describe(
        &detection,
        "%s: a loop waits until another task changes it, but it is a plain variable: "
        "nothing makes the change visible, or what was written before it",
        name_of(run, object, steps));
    detections_add(own->found, run, &detection);
}

/* The same words whichever of the two came first, so that they are one finding. */
static void add_detection(const struct race_search *search, uint32_t object, const size_t steps[2])
{
    const struct data_race_search *own = search->context;
    const struct run *run = search->run;
    struct detection detection = {.kind = DETECTION_DATA_RACE, .steps = {steps[0], steps[1]}};
    bool both = is_write(access_of(run, &run->steps[steps[0]])) &&
                is_write(access_of(run, &run->steps[steps[1]]));
    detection_describe(&detection,
                       "%s: %s, and nothing (no lock that both hold, no join, no message) puts one "
                       "before the other",
                       name_of(run, object, steps),
                       both ? "two tasks write it" : "one task writes it and another reads it");
    detections_add(own->found, run, &detection);
    if (is_in_loop(run, steps[0]) || is_in_loop(run, steps[1]))
        add_flag(own, run, object, steps);
}

void data_race_find(const struct run *run, const struct happens_before *hb,
                    struct detections *found)
{
    search_run(run, hb, add_detection, &(struct data_race_search){.found = found});
}

static void mark(const struct race_search *search, uint32_t object, const size_t steps[2])
{
    const struct data_race_search *own = search->context;
    (void)steps;
    own->raced[object] = true;
}

void data_race_mark(const struct run *run, bool *raced)
{
    struct happens_before *hb = hb_new(run);
    search_run(run, hb, mark, &(struct data_race_search){.raced = raced});
    hb_free(hb);
}
