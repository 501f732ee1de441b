/* SPDX-License-Identifier: MIT */
/* Reading a CSV text record by record comes to an end, goes forward all the time, and leaves
 * nothing behind. */
#include "fuzz.h"
#include "roster.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    for (const char *at = text, *before = NULL;; before = at) {
        struct names fields = {0};
        bool more = roster_record(&at, &fields);
        PROMISE(!more || (at != before && fields.count > 0));
        PROMISE(at >= text && at <= text + strlen(text));
        names_clear(&fields);
        if (!more)
            break;
    }
    free(text);
    return 0;
}
