/* SPDX-License-Identifier: MIT */
/* Whatever a compiler prints about hostile source, what becomes of it is printable and bounded. */
#include "build/diagnostics.h"
#include "fuzz.h"

static void check_printable(const char *text)
{
    for (; text && *text; text++)
        PROMISE((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diagnostics list = {0};
    struct text rest = {0};
    diagnostics_read(&list, (const char *)data, size, &rest);
    for (size_t i = 0; i < list.count; i++) {
        check_printable(list.rows[i].file);
        check_printable(list.rows[i].message);
    }
    PROMISE(list.bytes <= 64 << 10);
    diagnostics_clear(&list);
    text_free(&rest);
    return 0;
}
