/* SPDX-License-Identifier: MIT */
/* A schedule: the answers that make a run what it is, as a value with a text form.
 *
 * Text form, one word a choice, repeated choices counted:
 *   0*12 1 0*3 d1:15 clock f2:1 v2 …
 * `T` lets task T take its step, `dT:S` delivers signal S to it, `clock` lets time pass,
 * `fT:F` runs T with fault F, `vN` is the outcome number N; `*N` repeats. Words are separated by
 * single spaces; numbers are decimal without sign or leading zeros. The empty text is the empty
 * schedule.
 *
 * The text of a failure may have several schedules, each behind a word `/`: docs/schedule-format.md
 * says what the earlier ones are for. */
#ifndef HARNESS_EXPLORE_SCHEDULE_H
#define HARNESS_EXPLORE_SCHEDULE_H

#include "base/error.h"
#include "contract/choice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text that asks for more choices is refused: it comes from a file that anybody may have made. */
enum { SCHEDULE_LIMIT = 1000000 };

struct choice {
    enum choice_kind kind;
    uint32_t task;
    int32_t value;
};

struct schedule {
    struct choice *choices;
    size_t count, capacity;
};

void schedule_add(struct schedule *schedule, struct choice choice);
void schedule_copy(struct schedule *to, const struct schedule *from); /* `to` may hold an old one */
void schedule_clear(struct schedule *schedule);
bool schedule_equal(const struct schedule *a, const struct schedule *b);
/* What matters of an option: fields that its kind doesn't use are 0. */
struct choice choice_of(const struct option *option);
bool choice_matches(const struct choice *choice, const struct option *option);

char *schedule_encode(const struct schedule *schedule); /* free() it */
/* The text up to the next word "/", or all of it, to be freed; *text becomes what is behind, or
 * NULL when this was the last one. */
char *schedule_next_part(const char **text);
/* ERROR_USAGE names the first word that is no choice, and its number; then `schedule` is empty. An
 * old content of `schedule` is given up first. */
MUST_CHECK int schedule_decode(const char *text, struct schedule *schedule, struct error *err);

#endif
