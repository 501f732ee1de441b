/* SPDX-License-Identifier: MIT */
/* The growing string, and what becomes of hostile bytes on their way into a report. */
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct printable {
    const char *hostile;
    size_t size;
    const char *plain;
};

#define ROW(hostile, plain)                                                                        \
    {                                                                                              \
        hostile, sizeof(hostile) - 1, plain                                                        \
    }

static void check_rows(const struct printable *rows, size_t count, bool lines)
{
    for (size_t i = 0; i < count; i++) {
        struct text text = {0};
        text_add_printable(&text, rows[i].hostile, rows[i].size, lines);
        cr_expect_str_eq(text.data ? text.data : "", rows[i].plain, "row %zu", i);
        text_free(&text);
    }
}

#define CHECK(lines, ...)                                                                          \
    do {                                                                                           \
        const struct printable rows[] = {__VA_ARGS__};                                             \
        check_rows(rows, sizeof rows / sizeof rows[0], lines);                                     \
    } while (0)

Test(printable, valid_text_passes_unchanged)
{
    CHECK(false, ROW("", ""), ROW("two left", "two left"), ROW("\xc2\xa0", "\xc2\xa0"),
          ROW("\xe7\xa5\xa8\xe5\xae\x8c", "\xe7\xa5\xa8\xe5\xae\x8c"),
          ROW("\xed\x9f\xbf\xee\x80\x80", "\xed\x9f\xbf\xee\x80\x80"),
          ROW("\xf0\x9f\x8e\xab", "\xf0\x9f\x8e\xab"), ROW("\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"));
}

Test(printable, control_characters_are_escaped)
{
    CHECK(false, ROW("\x1b[31mred", "\\x1b[31mred"), ROW("a\0b", "a\\x00b"), ROW("\x7f", "\\x7f"),
          ROW("\xc2\x9b"
              "2J",
              "\\u{9b}2J"),
          ROW("\r\n\t", "\\x0d\\x0a\\x09"));
}

Test(printable, lines_keep_newline_and_tab_only)
{
    CHECK(true, ROW("a\n\tb", "a\n\tb"), ROW("a\rb", "a\\x0db"), ROW("\x1b\n", "\\x1b\n"));
}

Test(printable, reordering_and_invisible_characters_are_escaped)
{
    CHECK(false, ROW("\xe2\x80\xae", "\\u{202e}"), ROW("\xe2\x81\xa6", "\\u{2066}"),
          ROW("\xd8\x9c", "\\u{61c}"), ROW("\xe2\x80\x8b", "\\u{200b}"),
          ROW("\xe2\x80\xa8", "\\u{2028}"), ROW("\xef\xbb\xbf", "\\u{feff}"),
          ROW("\xf3\xa0\x81\x81", "\\u{e0041}"));
}

Test(printable, overlong_forms_are_invalid)
{
    CHECK(false, ROW("\xc0\x80", "\\xc0\\x80"), ROW("\xc1\xbf", "\\xc1\\xbf"),
          ROW("\xe0\x9f\xbf", "\\xe0\\x9f\\xbf"), ROW("\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf"));
}

Test(printable, surrogates_and_points_past_the_end_are_invalid)
{
    CHECK(false, ROW("\xed\xa0\x80", "\\xed\\xa0\\x80"), ROW("\xed\xbf\xbf", "\\xed\\xbf\\xbf"),
          ROW("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"),
          ROW("\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80"), ROW("\xff\xfe", "\\xff\\xfe"));
}

Test(printable, a_cut_sequence_is_escaped_and_the_rest_goes_on)
{
    CHECK(false, ROW("\xe7\xa5", "\\xe7\\xa5"), ROW("\xe7(", "\\xe7("), ROW("\xa8!", "\\xa8!"),
          ROW("\xf0\x9f\x8e", "\\xf0\\x9f\\x8e"), ROW("\xc3\xc3\xa9", "\\xc3\xc3\xa9"));
}

Test(printable, nothing_may_come_without_a_place)
{
    struct text text = {0};
    text_add_printable(&text, NULL, 0, false);
    cr_expect_eq(text.length, 0);
    text_free(&text);
}

/* Whatever one or two bytes come in, what goes out is ASCII without control characters, or the
 * input itself. */
Test(printable, every_pair_of_bytes_comes_out_plain)
{
    struct text text = {0};
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        const unsigned char bytes[2] = {(unsigned char)(pair >> 8), (unsigned char)pair};
        text_clear(&text);
        text_add_printable(&text, bytes, 2, false);
        bool unchanged = text.length == 2 && memcmp(text.data, bytes, 2) == 0;
        for (size_t i = 0; i < text.length; i++) {
            unsigned char byte = (unsigned char)text.data[i];
            cr_assert(byte >= 0x20 && byte != 0x7f, "pair %04x", pair);
            cr_assert(byte < 0x80 || unchanged, "pair %04x", pair);
        }
    }
    text_free(&text);
}

Test(text, grows_and_counts_nul_bytes)
{
    struct text text = {0};
    for (int i = 0; i < 1000; i++)
        text_add(&text, "a\0b", 3);
    cr_assert_eq(text.length, 3000);
    cr_expect_arr_eq(text.data + 2997, "a\0b", 4);
    text_free(&text);
    cr_expect_null(text.data);
}

Test(text, formats_longer_than_its_memory)
{
    struct text text = {0};
    text_add_string(&text, "<");
    text_add_format(&text, "%0200d|%s", 7, "end");
    cr_expect_eq(text.length, 205);
    cr_expect_str_eq(text.data + 200, "7|end");
    text_free(&text);
}

Test(text, clear_keeps_a_terminated_string)
{
    struct text text = {0};
    text_clear(&text);
    text_add_string(&text, "gone");
    text_clear(&text);
    cr_expect_str_eq(text.data, "");
    text_free(&text);
}

Test(text, steal_hands_over_and_leaves_an_empty_one)
{
    struct text text = {0};
    char *empty = text_steal(&text);
    cr_expect_str_eq(empty, "");
    text_add_string(&text, "mine");
    char *stolen = text_steal(&text);
    cr_expect_str_eq(stolen, "mine");
    cr_expect_null(text.data);
    cr_expect_eq(text.capacity, 0);
    free(empty);
    free(stolen);
}
