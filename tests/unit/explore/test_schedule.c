/* SPDX-License-Identifier: MIT */
#include "explore/schedule.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static void expect_round_trip(const char *text, size_t count)
{
    struct schedule schedule = {0};
    struct error err = {0};
    cr_assert_eq(schedule_decode(text, &schedule, &err), 0, "%s", err.message);
    cr_expect_eq(schedule.count, count);
    char *again = schedule_encode(&schedule);
    cr_expect_str_eq(again, text);
    free(again);
    schedule_clear(&schedule);
}

Test(schedule, text_survives_the_round_trip)
{
    expect_round_trip("", 0);
    expect_round_trip("0", 1);
    expect_round_trip("0*12 1 0*3 d1:15 clock f2:1 v2", 20);
    expect_round_trip("clock*2 v0*3 f0:64 d4294967294:64", 7);
}

Test(schedule, equal_words_are_counted)
{
    struct schedule schedule = {0};
    struct error err = {0};
    cr_assert_eq(schedule_decode("0 0 0*2 1*1", &schedule, &err), 0);
    char *text = schedule_encode(&schedule);
    cr_expect_str_eq(text, "0*4 1");
    free(text);
    schedule_clear(&schedule);
}

static const struct malformed {
    const char *text, *word;
} malformed[] = {
    {" ", "word 1 of the schedule, \"\","},
    {"0 ", "word 2 of the schedule, \"\","},
    {"0  1", "word 2 of the schedule, \"\","},
    {"0 1 x 2", "word 3 of the schedule, \"x\","},
    {"-1", "\"-1\""},
    {"+1", "\"+1\""},
    {"01", "\"01\""},
    {"1*", "\"1*\""},
    {"1*0", "\"1*0\""},
    {"1*2*3", "\"1*2*3\""},
    {"1:15", "\"1:15\""},
    {"d1", "\"d1\""},
    {"d:15", "\"d:15\""},
    {"d1:", "\"d1:\""},
    {"f1:3", "\"f1:3\""},
    {"f1:0", "\"f1:0\""},
    {"f1:128", "\"f1:128\""},
    {"v", "\"v\""},
    {"v1:1", "\"v1:1\""},
    {"clock1", "\"clock1\""},
    {"Clock", "\"Clock\""},
    {"4294967295", "\"4294967295\""},
    {"v2147483648", "\"v2147483648\""},
    {"99999999999999999999999", "\"99999999999999999999999\""},
    {"0*1000001", "\"0*1000001\""},
    {"0*999999 1 1", "word 3 of the schedule, \"1\","},
    {"0\n1", "\"0\\x0a1\""},
};

Test(schedule, malformed_texts_are_refused_by_word)
{
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
        struct schedule schedule = {0};
        struct error err = {0};
        cr_expect_lt(schedule_decode(malformed[i].text, &schedule, &err), 0, "taken: %s",
                     malformed[i].text);
        cr_expect_eq(err.kind, ERROR_USAGE);
        cr_expect_not_null(strstr(err.message, malformed[i].word), "%s: %s", malformed[i].text,
                           err.message);
        cr_expect_eq(schedule.count, 0);
        schedule_clear(&schedule);
    }
}

Test(schedule, copies_are_equal_until_they_differ)
{
    struct schedule first = {0}, second = {0};
    struct error err = {0};
    cr_assert_eq(schedule_decode("0 1 v1", &first, &err), 0);
    cr_assert_eq(schedule_decode("7*100", &second, &err), 0);
    schedule_copy(&second, &first);
    cr_expect(schedule_equal(&first, &second));
    second.choices[2].value = 2;
    cr_expect_not(schedule_equal(&first, &second));
    schedule_copy(&second, &first);
    second.count--;
    cr_expect_not(schedule_equal(&first, &second));
    schedule_clear(&first);
    schedule_clear(&second);
}

Test(schedule, only_the_fields_of_the_kind_matter)
{
    struct option run = {.kind = CHOICE_RUN, .task = 2, .value = 9};
    struct option value = {.kind = CHOICE_VALUE, .task = 3, .value = 1};
    struct option signal = {.kind = CHOICE_DELIVER, .task = 2, .value = 15};
    struct choice task_two = {.kind = CHOICE_RUN, .task = 2};
    struct choice second = {.kind = CHOICE_VALUE, .value = 1};
    cr_expect(choice_matches(&task_two, &run));
    cr_expect(choice_matches(&second, &value));
    struct choice other_signal = choice_of(&signal);
    other_signal.value = 9;
    cr_expect_not(choice_matches(&other_signal, &signal));
    cr_expect_not(choice_matches(&task_two, &signal));
}

static void expect_parts(const char *text, const char *const *parts, size_t count)
{
    const char *rest = text;
    for (size_t i = 0; i < count; i++) {
        cr_assert(rest, "%s has only %zu parts", text, i);
        char *part = schedule_next_part(&rest);
        cr_expect_str_eq(part, parts[i], "%s", text);
        free(part);
    }
    cr_expect_null(rest);
}

Test(schedule, a_text_is_cut_at_its_separators)
{
    expect_parts("", (const char *[]){""}, 1);
    expect_parts("0*2 1", (const char *[]){"0*2 1"}, 1);
    expect_parts("0*2 / 1 2 / v3", (const char *[]){"0*2", "1 2", "v3"}, 3);
    expect_parts("0 /", (const char *[]){"0", ""}, 2);
    expect_parts("/ / 1", (const char *[]){"", "", "1"}, 3);
    expect_parts("0/1", (const char *[]){"0/1"}, 1);
}
