/* SPDX-License-Identifier: MIT */
/* A growing string, and the one place where hostile bytes become printable text. */
#include "base/text.h"

#include "base/allocate.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct text *text, size_t more)
{
    size_t need = text->length + more + 1;
    if (need <= text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    text->data = reallocate(text->data, capacity, 1);
    text->capacity = capacity;
}

void text_add(struct text *text, const void *bytes, size_t size)
{
    reserve(text, size);
    if (size)
        memcpy(text->data + text->length, bytes, size);
    text->length += size;
    text->data[text->length] = '\0';
}

void text_add_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_add_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

char *text_steal(struct text *text)
{
    char *data = text->data ? text->data : copy_string("");
    *text = (struct text){0};
    return data;
}

/* Length of the UTF-8 sequence at `at`, with its code point in *point; 0 if it isn't valid
 * (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
static size_t decode(const unsigned char *at, size_t left, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = at[0] < 0x80 ? 1 : at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (size > left || (at[0] >= 0x80 && at[0] < 0xc2) || at[0] > 0xf4)
        return 0;
    *point = size == 1 ? at[0] : at[0] & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        *point = *point << 6 | (at[i] & 0x3f);
    }
    bool surrogate = *point >= 0xd800 && *point <= 0xdfff;
    return size > 1 && (*point < least[size] || surrogate || *point > 0x10ffff) ? 0 : size;
}

/* Characters that would steer a terminal or reorder the text around them. */
static bool steers(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x61c ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
           (point >= 0xe0000 && point <= 0xe007f);
}

void text_add_printable(struct text *text, const void *bytes, size_t size, bool lines)
{
    const unsigned char *at = bytes;
    for (size_t left = size; left;) {
        uint32_t point = 0;
        size_t taken = decode(at, left, &point);
        if (!taken)
            text_add_format(text, "\\x%02x", *at);
        else if (lines && (point == '\n' || point == '\t'))
            text_add(text, at, 1);
        else if (steers(point))
            text_add_format(text, point < 0x80 ? "\\x%02x" : "\\u{%x}", (unsigned)point);
        else
            text_add(text, at, taken);
        taken = taken ? taken : 1;
        at += taken;
        left -= taken;
    }
}
