/* SPDX-License-Identifier: MIT */
/* The list of what was found: naming, merging of duplicates, and the order of the whole.
 *
 * The same mistake shows in many steps of a run; a student needs it once. Two detections are the
 * same when they are of one kind and blame the same two lines of the source; without lines, the
 * same two operations on the same object. */
#include "detect/detection.h"

#include "base/allocate.h"
#include "base/text.h"
#include "detect/data_race.h"
#include "detect/file_race.h"
#include "detect/leak.h"
#include "detect/lock_misuse.h"
#include "detect/lock_order.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [DETECTION_DATA_RACE] = "data-race",     [DETECTION_FILE_RACE] = "file-race",
    [DETECTION_PLAIN_FLAG] = "plain-flag",   [DETECTION_LOCK_ORDER] = "lock-order",
    [DETECTION_LOCK_MISUSE] = "lock-misuse", [DETECTION_ZOMBIE] = "zombie",
    [DETECTION_ORPHAN] = "orphan",           [DETECTION_DESCRIPTOR_LEAK] = "descriptor-leak",
};

const char *detection_name(enum detection_kind kind)
{
    return names[kind];
}

static bool same_place(const struct step *a, const struct step *b)
{
    if (a->where.file && b->where.file)
        return a->where.line == b->where.line && strcmp(a->where.file, b->where.file) == 0;
    return a->operation == b->operation && a->object == b->object;
}

static bool same(const struct run *run, const struct detection *a, const struct detection *b)
{
    const struct step *first[] = {&run->steps[a->steps[0]], &run->steps[a->steps[1]]};
    const struct step *second[] = {&run->steps[b->steps[0]], &run->steps[b->steps[1]]};
    return a->kind == b->kind &&
           ((same_place(first[0], second[0]) && same_place(first[1], second[1])) ||
            (same_place(first[0], second[1]) && same_place(first[1], second[0])));
}

void detections_add(struct detections *detections, const struct run *run,
                    const struct detection *detection)
{
    for (size_t i = 0; i < detections->count; i++)
        if (same(run, &detections->items[i], detection))
            return;
    array_reserve(detections->items, detections->count, detections->capacity);
    detections->items[detections->count++] = *detection;
}

void detection_describe(struct detection *detection, const char *format, ...)
{
    char raw[sizeof detection->message];
    struct text printable = {0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(raw, sizeof raw, format, arguments);
    va_end(arguments);
    text_add_printable(&printable, raw, strlen(raw), false);
    snprintf(detection->message, sizeof detection->message, "%s", printable.data);
    text_free(&printable);
}

void detect_all(const struct run *run, struct detections *found)
{
    struct happens_before *hb = hb_new(run);
    data_race_find(run, hb, found);
    file_race_find(run, hb, found);
    lock_order_find(run, found);
    lock_misuse_find(run, found);
    leak_find(run, found);
    hb_free(hb);
}

void detections_clear(struct detections *detections)
{
    free(detections->items);
    *detections = (struct detections){0};
}
