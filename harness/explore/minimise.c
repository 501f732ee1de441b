/* SPDX-License-Identifier: MIT */
/* Delta debugging of schedules ("Simplifying and isolating failure-inducing input", Zeller and
 * Hildebrandt, TSE 2002; on schedules: Choi and Zeller, ISSTA 2002).
 *
 * Four passes, over and over until none helps: cut the end off (what follows is calm); take faults
 * out; gather the parts of each task within a window, so that it is switched to once; leave a
 * window out. Then a fifth, after which these may help again: interrupt a task a choice earlier.
 * Windows start as the whole and are halved. A candidate is run as far as it fits, for without a
 * switch a task may wait less often and take fewer steps. One that isn't lighter is not tried, so
 * every success is progress and the search ends; it may end in a local minimum. */
#include "explore/minimise.h"

#include "base/allocate.h"

#include <stdlib.h>

/* Consecutive choices of one task, with the outcomes that they led to. */
struct segment {
    uint64_t owner;
    size_t start, end;
};

enum { CLOCK_OWNER = UINT32_MAX };

struct search {
    struct schedule *best;
    still_fails *fails;
    void *context;
    size_t trials;    /* left */
    uint64_t *failed; /* hashes of candidates that were tried in vain */
    size_t failed_count, failed_capacity;
};

static uint64_t owner_of(const struct choice *choice)
{
    return choice->kind == CHOICE_CLOCK ? (uint64_t)CLOCK_OWNER : choice->task;
}

static bool is_event(const struct choice *choice)
{
    return choice->kind == CHOICE_FAULT || choice->kind == CHOICE_CLOCK;
}

/* Splits a schedule into segments; returns how many. free() the array. */
static size_t split(const struct schedule *schedule, struct segment **segments)
{
    size_t count = 0;
    *segments = allocate((schedule->count + 1) * sizeof **segments);
    for (size_t i = 0; i < schedule->count; i++) {
        const struct choice *choice = &schedule->choices[i];
        bool joins = count && (choice->kind == CHOICE_VALUE ||
                               owner_of(choice) == (*segments)[count - 1].owner);
        if (!joins)
            (*segments)[count++] = (struct segment){.owner = owner_of(choice), .start = i};
        (*segments)[count - 1].end = i + 1;
    }
    return count;
}

struct burden burden_of(const struct schedule *schedule)
{
    struct segment *segments;
    size_t count = split(schedule, &segments);
    struct burden burden = {.switches = count ? count - 1 : 0, .length = schedule->count};
    for (size_t i = 0; i < schedule->count; i++)
        burden.events += is_event(&schedule->choices[i]);
    free(segments);
    return burden;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

int burden_compare(const struct burden *a, const struct burden *b)
{
    int events = compare_sizes(a->events, b->events);
    int switches = compare_sizes(a->switches, b->switches);
    return events ? events : switches ? switches : compare_sizes(a->length, b->length);
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits, by choices. */
static uint64_t hash_of(const struct schedule *schedule)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < schedule->count; i++) {
        const struct choice *choice = &schedule->choices[i];
        const uint64_t fields[] = {choice->kind, choice->task, (uint32_t)choice->value};
        for (int k = 0; k < 3; k++)
            hash = (hash ^ fields[k]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

/* The passes are repeated and overlap, so most candidates come up more than once. */
static bool was_tried(const struct search *search, uint64_t hash)
{
    for (size_t i = 0; i < search->failed_count; i++)
        if (search->failed[i] == hash)
            return true;
    return false;
}

static bool try(struct search *search, struct schedule *candidate)
{
    uint64_t hash = hash_of(candidate);
    if (search->trials == 0 || was_tried(search, hash))
        return false;
    search->trials--;
    if (search->fails(search->context, candidate))
        return true;
    array_reserve(search->failed, search->failed_count, search->failed_capacity);
    search->failed[search->failed_count++] = hash;
    return false;
}

/* Takes the candidate as the new best if it is lighter and still fails. Gives it up in any case. */
static bool accept(struct search *search, struct schedule *candidate)
{
    struct burden now = burden_of(search->best), then = burden_of(candidate);
    bool accepted = burden_compare(&then, &now) < 0 && try(search, candidate);
    then = burden_of(candidate);
    accepted &= burden_compare(&then, &now) < 0;
    if (accepted)
        schedule_copy(search->best, candidate);
    schedule_clear(candidate);
    return accepted;
}

static void append(struct schedule *to, const struct schedule *from, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        schedule_add(to, from->choices[i]);
}

static bool cut_end(struct search *search)
{
    bool progress = false;
    size_t chunk = search->best->count;
    while (chunk > 0) {
        struct schedule candidate = {0};
        size_t kept = chunk < search->best->count ? search->best->count - chunk : 0;
        append(&candidate, search->best, 0, kept);
        if (accept(search, &candidate))
            progress = true;
        else
            chunk /= 2;
    }
    return progress;
}

/* Without the events in a range of choices: a fault becomes the plain step, an early clock goes. */
static bool calm_range(struct search *search, size_t start, size_t end)
{
    struct schedule candidate = {0};
    for (size_t i = 0; i < search->best->count; i++) {
        struct choice choice = search->best->choices[i];
        bool calmed = i >= start && i < end && is_event(&choice);
        if (calmed && choice.kind == CHOICE_CLOCK)
            continue;
        if (calmed)
            choice = (struct choice){.kind = CHOICE_RUN, .task = choice.task};
        schedule_add(&candidate, choice);
    }
    return accept(search, &candidate);
}

static bool calm_events(struct search *search)
{
    bool progress = calm_range(search, 0, search->best->count);
    for (size_t i = search->best->count; i-- > 0;)
        if (i < search->best->count && is_event(&search->best->choices[i]))
            progress |= calm_range(search, i, i + 1);
    return progress;
}

/* A change of a window of segments; appends what becomes of them. */
typedef void rewrite(struct schedule *to, const struct schedule *from,
                     const struct segment *segments, size_t count);

static bool owned_earlier(const struct segment *segments, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (segments[i].owner == segments[index].owner)
            return true;
    return false;
}

static bool owned_later(const struct segment *segments, size_t index, size_t count)
{
    for (size_t i = index + 1; i < count; i++)
        if (segments[i].owner == segments[index].owner)
            return true;
    return false;
}

static void append_all_of(struct schedule *to, const struct schedule *from,
                          const struct segment *segments, size_t count, uint64_t owner)
{
    for (size_t i = 0; i < count; i++)
        if (segments[i].owner == owner)
            append(to, from, segments[i].start, segments[i].end);
}

static void gather_at_first(struct schedule *to, const struct schedule *from,
                            const struct segment *segments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!owned_earlier(segments, i))
            append_all_of(to, from, segments, count, segments[i].owner);
}

static void gather_at_last(struct schedule *to, const struct schedule *from,
                           const struct segment *segments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!owned_later(segments, i, count))
            append_all_of(to, from, segments, count, segments[i].owner);
}

/* `change` NULL leaves the window out. */
static bool rewrite_window(struct search *search, rewrite *change, size_t first, size_t size)
{
    struct segment *segments;
    struct schedule candidate = {0};
    size_t count = split(search->best, &segments);
    bool progress = false;
    if (first < count) {
        size_t last = first + size < count ? first + size : count;
        append(&candidate, search->best, 0, segments[first].start);
        if (change)
            change(&candidate, search->best, segments + first, last - first);
        append(&candidate, search->best, segments[last - 1].end, search->best->count);
        progress = accept(search, &candidate);
    }
    free(segments);
    return progress;
}

/* Windows of every size from the whole down to `smallest`, each half over the one before. */
static bool rewrite_windows(struct search *search, rewrite *change, size_t smallest)
{
    bool progress = false;
    for (size_t size = burden_of(search->best).switches + 1; size >= smallest; size -= size / 2) {
        size_t step = size > 3 ? size / 2 : 1;
        for (size_t first = 0; first <= burden_of(search->best).switches;)
            if (rewrite_window(search, change, first, size))
                progress = true;
            else
                first += step;
        if (size == 1)
            break;
    }
    return progress;
}

/* Whoever is interrupted is interrupted one choice earlier. */
static bool interrupt_earlier(struct search *search)
{
    bool progress = false;
    for (size_t index = 0; index <= burden_of(search->best).switches; index++) {
        struct segment *segments;
        struct schedule candidate = {0};
        size_t count = split(search->best, &segments);
        if (index < count && segments[index].end - segments[index].start > 1) {
            append(&candidate, search->best, 0, segments[index].end - 1);
            append(&candidate, search->best, segments[index].end, search->best->count);
            progress |= accept(search, &candidate);
        }
        free(segments);
    }
    return progress;
}

void minimise(struct schedule *schedule, still_fails *fails, void *context, size_t trials)
{
    struct search search = {.best = schedule, .fails = fails, .context = context, .trials = trials};
    bool progress = true;
    while (progress && search.trials > 0) {
        progress = cut_end(&search);
        progress |= calm_events(&search);
        progress |= rewrite_windows(&search, gather_at_first, 3);
        progress |= rewrite_windows(&search, gather_at_last, 3);
        progress |= rewrite_windows(&search, NULL, 1);
        if (!progress)
            progress = interrupt_earlier(&search);
    }
    free(search.failed);
}
