/* SPDX-License-Identifier: MIT */
/* Whatever bytes a submission prints, text_add_printable gives no control character, and nothing
 * that it would have to change again. */
#include "base/text.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int lines = 0; lines < 2; lines++) {
        struct text once = {0}, twice = {0};
        text_add_printable(&once, data, size, lines);
        text_add_printable(&twice, once.data, once.length, lines);
        PROMISE(once.length == twice.length);
        for (size_t i = 0; i < once.length; i++) {
            unsigned char byte = (unsigned char)once.data[i];
            PROMISE(byte == (unsigned char)twice.data[i]);
            PROMISE(byte >= 0x20 || (lines && (byte == '\n' || byte == '\t')));
            PROMISE(byte != 0x7f);
        }
        text_free(&once);
        text_free(&twice);
    }
    return 0;
}
