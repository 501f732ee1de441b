/* SPDX-License-Identifier: MIT */
/* For each part of an object, task and kind of access only the latest step is remembered, as in
 * FastTrack (Flanagan and Freund, PLDI 2009): if an access isn't ordered after the latest one of
 * its kind in another task, that pair is a race; if it is, it is ordered after all the earlier ones
 * too. So the first race on each object is always found, in time steps × tasks. */
#include "detect/race.h"

#include "base/allocate.h"

#include <stdlib.h>

/* Latest accesses of one task to one part of an object, as step index + 1; 0: none. */
struct latest {
    uint32_t task;
    uint64_t part;
    size_t steps[RACE_ACCESSES];
};

struct history {
    struct latest *entries;
    size_t count, capacity;
    size_t *first; /* by object: index + 1 of the entry made last */
    size_t *next;  /* by entry: index + 1 of an older one of the same object */
    size_t next_capacity;
};

static struct latest *history_entry(struct history *history, uint32_t object, uint32_t task,
                                    uint64_t part)
{
    for (size_t i = history->first[object]; i; i = history->next[i - 1])
        if (history->entries[i - 1].task == task && history->entries[i - 1].part == part)
            return &history->entries[i - 1];
    array_reserve(history->next, history->count, history->next_capacity);
    array_reserve(history->entries, history->count, history->capacity);
    history->entries[history->count] = (struct latest){.task = task, .part = part};
    history->next[history->count] = history->first[object];
    history->first[object] = ++history->count;
    return &history->entries[history->count - 1];
}

static void compare(const struct race_search *search, const struct latest *other, uint32_t object,
                    size_t step, int access)
{
    for (int kind = 0; kind < RACE_ACCESSES; kind++) {
        if (!other->steps[kind] || !search->rule->conflict(kind, access) ||
            hb_ordered(search->hb, other->steps[kind] - 1, step))
            continue;
        search->rule->found(search, object, (size_t[]){other->steps[kind] - 1, step});
    }
}

static void visit(const struct race_search *search, struct history *history, size_t index)
{
    const struct step *step = &search->run->steps[index];
    int access = search->rule->access(search->run, step);
    struct race_place place;
    if (access < 0 || step->object == 0)
        return;
    for (size_t number = 0; search->rule->place(search, step, number, &place); number++) {
        for (size_t i = history->first[place.object]; i; i = history->next[i - 1]) {
            const struct latest *other = &history->entries[i - 1];
            if (other->task != step->task && search->rule->overlap(other->part, place.part))
                compare(search, other, place.object, index, access);
        }
        history_entry(history, place.object, step->task, place.part)->steps[access] = index + 1;
    }
}

void race_find(const struct race_search *search)
{
    struct history history = {.first = allocate((search->run->object_count + 1) * sizeof(size_t))};
    for (size_t i = 0; i < search->run->step_count; i++)
        visit(search, &history, i);
    free(history.entries);
    free(history.first);
    free(history.next);
}
