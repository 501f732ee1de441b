/* SPDX-License-Identifier: MIT */
/* Percent-encoding of hostile names. What counts as printable is text_add_printable's answer, so
 * that there is one such rule. Injective because '%' itself is always encoded. */
#include "name.h"

#include "base/allocate.h"
#include "base/text.h"
#include "repository.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_RECORD = 200 }; /* bytes of an id that still is a file name with room for ".json" */

/* Length of the printable UTF-8 sequence that text begins with; 0 when there is none. */
static size_t printable_length(const char *text, size_t left)
{
    struct text shown = {0};
    size_t length = 0;
    for (size_t size = 1; size <= 4 && size <= left && !length; size++) {
        text_clear(&shown);
        text_add_printable(&shown, text, size, false);
        if (shown.length == size && memcmp(shown.data, text, size) == 0)
            length = size;
    }
    text_free(&shown);
    return length;
}

static char *encode(const char *name, bool keeps_path)
{
    struct text encoded = {0};
    size_t left = strlen(name);
    for (const char *at = name; left > 0;) {
        size_t size = printable_length(at, left);
        bool special = *at == '%' || (!keeps_path && (*at == '/' || (*at == '.' && at == name)));
        if (!size || special)
            text_add_format(&encoded, "%%%02X", (unsigned char)*at);
        else
            text_add(&encoded, at, size);
        size_t taken = size ? size : 1;
        at += taken;
        left -= taken;
    }
    return text_steal(&encoded);
}

char *name_encode(const char *name)
{
    return encode(name, false);
}

char *name_encode_path(const char *path)
{
    return encode(path, true);
}

char *name_decode(const char *encoded)
{
    struct text name = {0};
    for (const char *at = encoded; *at;) {
        unsigned value;
        int taken = 0;
        if (*at == '%' && sscanf(at, "%%%2X%n", &value, &taken) == 1 && taken == 3) {
            text_add(&name, &(char){(char)value}, 1);
            at += taken;
        } else {
            text_add(&name, at++, 1);
        }
    }
    return text_steal(&name);
}

char *name_of_record(const char *id)
{
    size_t length = strlen(id);
    if (length <= LONGEST_RECORD)
        return copy_string(id);
    char digest[DIGEST_SIZE];
    object_digest(id, length, digest);
    size_t kept = LONGEST_RECORD - DIGEST_SIZE;
    while (kept > 0 && ((unsigned char)id[kept] & 0xc0) == 0x80)
        kept--;
    return format_string("%.*s-%s", (int)kept, id, digest);
}

/* Ranges that Unicode's East Asian Width calls wide or fullwidth, coarsely. */
static bool is_wide(uint32_t point)
{
    static const uint32_t ranges[][2] = {
        {0x1100, 0x115f}, {0x2e80, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},
        {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i][0] && point <= ranges[i][1])
            return true;
    return false;
}

size_t name_width(const char *text)
{
    size_t width = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        size_t size = *at < 0x80 ? 1 : *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
        uint32_t point = size == 1 ? *at : *at & (0x7fu >> size);
        for (at++; --size && (*at & 0xc0) == 0x80; at++)
            point = point << 6 | (*at & 0x3f);
        width += is_wide(point) ? 2 : 1;
    }
    return width;
}
