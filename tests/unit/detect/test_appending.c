/* SPDX-License-Identifier: MIT */
/* Who appends to a file, beside others who append, write or read. */
#include "detect/file_race.h"
#include "trace.h"

#include <criterion/criterion.h>

/* How many races there are when one child makes a step on a file and then the other does. */
static size_t races_of(enum operation one, enum operation other)
{
    struct trace trace;
    struct detections found = {0};
    trace_begin(&trace);
    uint32_t file = trace_object(&trace, OBJECT_CONTENT, "log");
    uint32_t first = trace_fork(&trace, 0), second = trace_fork(&trace, 0);
    trace_step(&trace, first, one, file);
    trace_step(&trace, second, other, file);
    struct happens_before *hb = hb_new(&trace.run);
    file_race_find(&trace.run, hb, &found);
    hb_free(hb);
    size_t count = found.count;
    detections_clear(&found);
    trace_end(&trace);
    return count;
}

Test(appending, loses_nothing_that_is_appended)
{
    cr_expect_eq(races_of(OPERATION_APPEND, OPERATION_APPEND), 0);
}

Test(appending, is_a_change_for_all_others)
{
    cr_expect_eq(races_of(OPERATION_APPEND, OPERATION_WRITE), 1);
    cr_expect_eq(races_of(OPERATION_READ, OPERATION_APPEND), 1);
    cr_expect_eq(races_of(OPERATION_APPEND, OPERATION_TRUNCATE), 1);
}
