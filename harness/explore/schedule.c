/* SPDX-License-Identifier: MIT */
/* The schedule as a value, and its text form.
 *
 * Everything that records, replays, minimises or reports speaks of schedules; this file alone knows
 * how they are written. The text form is stored in results and in files of its own, so a change
 * here makes old recordings unreadable. It is canonical: equal schedules have equal texts. */
#include "explore/schedule.h"

#include "base/allocate.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* How the choices of a kind are written: prefix, task, value; a colon between the two numbers. */
static const struct form {
    const char *prefix;
    bool task, value;
} forms[] = {
    [CHOICE_RUN] = {"", true, false},         [CHOICE_DELIVER] = {"d", true, true},
    [CHOICE_CLOCK] = {"clock", false, false}, [CHOICE_FAULT] = {"f", true, true},
    [CHOICE_VALUE] = {"v", false, true},
};

enum { FORMS = sizeof forms / sizeof forms[0] };

void schedule_add(struct schedule *schedule, struct choice choice)
{
    array_reserve(schedule->choices, schedule->count, schedule->capacity);
    schedule->choices[schedule->count++] = choice;
}

void schedule_copy(struct schedule *to, const struct schedule *from)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++)
        schedule_add(to, from->choices[i]);
}

void schedule_clear(struct schedule *schedule)
{
    free(schedule->choices);
    *schedule = (struct schedule){0};
}

static bool choice_equal(const struct choice *a, const struct choice *b)
{
    return a->kind == b->kind && a->task == b->task && a->value == b->value;
}

bool schedule_equal(const struct schedule *a, const struct schedule *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!choice_equal(&a->choices[i], &b->choices[i]))
            return false;
    return true;
}

struct choice choice_of(const struct option *option)
{
    const struct form *form = &forms[option->kind];
    return (struct choice){.kind = option->kind,
                           .task = form->task ? option->task : 0,
                           .value = form->value ? option->value : 0};
}

bool choice_matches(const struct choice *choice, const struct option *option)
{
    struct choice other = choice_of(option);
    return choice_equal(choice, &other);
}

static void add_word(struct text *text, const struct choice *choice, size_t times)
{
    const struct form *form = &forms[choice->kind];
    if (text->length)
        text_add_string(text, " ");
    text_add_string(text, form->prefix);
    if (form->task)
        text_add_format(text, "%u", choice->task);
    if (form->value)
        text_add_format(text, "%s%d", form->task ? ":" : "", choice->value);
    if (times > 1)
        text_add_format(text, "*%zu", times);
}

char *schedule_encode(const struct schedule *schedule)
{
    struct text text = {0};
    size_t times = 0;
    for (size_t i = 0; i < schedule->count; i += times) {
        times = 1;
        while (i + times < schedule->count &&
               choice_equal(&schedule->choices[i], &schedule->choices[i + times]))
            times++;
        add_word(&text, &schedule->choices[i], times);
    }
    return text_steal(&text);
}

static bool is_separator(const char *text, const char *at)
{
    return *at == '/' && (at == text || at[-1] == ' ') && (at[1] == ' ' || at[1] == '\0');
}

char *schedule_next_part(const char **text)
{
    const char *start = *text, *at = start;
    while (*at && !is_separator(start, at))
        at++;
    size_t length = (size_t)(at - start);
    *text = !*at ? NULL : at[1] ? at + 2 : at + 1;
    return strndup(start, *at && length ? length - 1 : length);
}

/* Reads a decimal number of at most `most`; returns what follows it, or NULL. */
static const char *read_number(const char *at, long most, long *number)
{
    if (*at < '0' || *at > '9' || (at[0] == '0' && at[1] >= '0' && at[1] <= '9'))
        return NULL;
    for (*number = 0; *at >= '0' && *at <= '9'; at++) {
        *number = *number * 10 + (*at - '0');
        if (*number > most)
            return NULL;
    }
    return at;
}

static bool value_fits(const struct choice *choice)
{
    return choice->kind != CHOICE_FAULT || fault_name((enum fault)choice->value);
}

/* Reads one choice of the given kind; returns what follows it, or NULL. */
static const char *read_choice(const char *at, enum choice_kind kind, struct choice *choice)
{
    const struct form *form = &forms[kind];
    long task = 0, value = 0;
    if (strncmp(at, form->prefix, strlen(form->prefix)) != 0)
        return NULL;
    at += strlen(form->prefix);
    if (form->task && !(at = read_number(at, (long)UINT32_MAX - 1, &task)))
        return NULL;
    if (form->task && form->value && *at++ != ':')
        return NULL;
    if (form->value && !(at = read_number(at, INT32_MAX, &value)))
        return NULL;
    *choice = (struct choice){.kind = kind, .task = (uint32_t)task, .value = (int32_t)value};
    return value_fits(choice) ? at : NULL;
}

/* Reads one word, up to a space or the end; returns where it ends, or NULL. */
static const char *read_word(const char *word, struct choice *choice, long *times)
{
    for (int kind = 0; kind < FORMS; kind++) {
        const char *at = read_choice(word, (enum choice_kind)kind, choice);
        *times = 1;
        if (at && *at == '*')
            at = read_number(at + 1, SCHEDULE_LIMIT, times);
        if (at && *times > 0 && (*at == ' ' || *at == '\0'))
            return at;
    }
    return NULL;
}

static int refuse(struct schedule *schedule, const char *word, size_t number, struct error *err)
{
    struct text shown = {0};
    size_t length = strcspn(word, " ");
    text_add_printable(&shown, word, length < 40 ? length : 40, false);
    schedule_clear(schedule);
    error_set(err, ERROR_USAGE, "word %zu of the schedule, \"%s\", is no choice", number,
              shown.data ? shown.data : "");
    text_free(&shown);
    return -1;
}

int schedule_decode(const char *text, struct schedule *schedule, struct error *err)
{
    schedule_clear(schedule);
    for (size_t number = 1; *text || number > 1; number++) {
        struct choice choice;
        long times;
        const char *end = read_word(text, &choice, &times);
        if (!end || schedule->count + (size_t)times > SCHEDULE_LIMIT)
            return refuse(schedule, text, number, err);
        while (times-- > 0)
            schedule_add(schedule, choice);
        if (*end == '\0')
            break;
        text = end + 1;
    }
    return 0;
}
