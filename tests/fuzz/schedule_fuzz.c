/* SPDX-License-Identifier: MIT */
/* A text is refused with a reason, or it is a schedule whose own text leads back to it. */
#include "explore/schedule.h"
#include "fuzz.h"

#include <string.h>

static void check_round_trip(const struct schedule *schedule)
{
    struct error err = {0};
    struct schedule again = {0};
    char *text = schedule_encode(schedule);
    PROMISE(schedule_decode(text, &again, &err) == 0);
    PROMISE(schedule_equal(schedule, &again));
    schedule_clear(&again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    struct schedule schedule = {0};
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    if (schedule_decode(text, &schedule, &err) == 0)
        check_round_trip(&schedule);
    else
        PROMISE(err.kind == ERROR_USAGE && err.message[0] && schedule.count == 0);
    schedule_clear(&schedule);
    free(text);
    return 0;
}
