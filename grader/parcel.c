/* SPDX-License-Identifier: MIT */
/* Every part is a number, or a length and as many bytes; a text that isn't there has the length
 * MISSING. Both ends are the same program on the same machine, so numbers go as they lie. */
#include "parcel.h"

#include "base/allocate.h"

#include <stdint.h>
#include <string.h>

static const uint64_t MISSING = UINT64_MAX;

static void pack_number(struct text *parcel, uint64_t number)
{
    text_add(parcel, &number, sizeof number);
}

static void pack_bytes(struct text *parcel, const char *bytes, size_t size)
{
    pack_number(parcel, bytes ? size : MISSING);
    if (bytes)
        text_add(parcel, bytes, size);
}

static void pack_string(struct text *parcel, const char *string)
{
    pack_bytes(parcel, string, string ? strlen(string) : 0);
}

void parcel_pack(const struct build_result *build, struct text *parcel)
{
    pack_number(parcel, build->ok);
    pack_number(parcel, build->is_static);
    pack_number(parcel, build->diagnostics_truncated);
    pack_string(parcel, build->reason);
    pack_bytes(parcel, build->program, build->program_size);
    pack_number(parcel, build->diagnostic_count);
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &build->diagnostics[i];
        pack_string(parcel, diagnostic->file);
        pack_number(parcel, diagnostic->line);
        pack_number(parcel, diagnostic->column);
        pack_string(parcel, diagnostic->severity);
        pack_string(parcel, diagnostic->message);
    }
}

struct opener {
    const char *at;
    size_t left;
    bool cut_off;
};

static uint64_t open_number(struct opener *opener)
{
    uint64_t number = 0;
    opener->cut_off |= opener->left < sizeof number;
    if (opener->cut_off)
        return 0;
    memcpy(&number, opener->at, sizeof number);
    opener->at += sizeof number;
    opener->left -= sizeof number;
    return number;
}

/* A copy with a NUL behind it; NULL: there was none. */
static char *open_bytes(struct opener *opener, size_t *size)
{
    *size = open_number(opener);
    if (*size == MISSING)
        return NULL;
    opener->cut_off |= *size > opener->left;
    if (opener->cut_off)
        return NULL;
    char *bytes = allocate(*size + 1);
    memcpy(bytes, opener->at, *size);
    opener->at += *size;
    opener->left -= *size;
    return bytes;
}

static char *open_string(struct opener *opener)
{
    size_t size;
    return open_bytes(opener, &size);
}

static void open_diagnostics(struct opener *opener, struct build_result *build)
{
    uint64_t count = open_number(opener);
    opener->cut_off |= count > opener->left; /* each takes more than a byte */
    if (opener->cut_off)
        return;
    build->diagnostics = allocate((count + 1) * sizeof *build->diagnostics);
    for (; build->diagnostic_count < count; build->diagnostic_count++) {
        struct diagnostic *diagnostic = &build->diagnostics[build->diagnostic_count];
        diagnostic->file = open_string(opener);
        diagnostic->line = (unsigned)open_number(opener);
        diagnostic->column = (unsigned)open_number(opener);
        diagnostic->severity = open_string(opener);
        diagnostic->message = open_string(opener);
    }
}

int parcel_open(const struct text *parcel, struct build_result *build, struct error *err)
{
    struct opener opener = {.at = parcel->data, .left = parcel->length};
    *build = (struct build_result){.ok = open_number(&opener)};
    build->is_static = open_number(&opener);
    build->diagnostics_truncated = open_number(&opener);
    build->reason = open_string(&opener);
    build->program = open_bytes(&opener, &build->program_size);
    open_diagnostics(&opener, build);
    if (!opener.cut_off && !opener.left)
        return 0;
    build_result_clear(build);
    return error_set(err, ERROR_INTERNAL, "a build was damaged on its way");
}
